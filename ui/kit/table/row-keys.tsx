import { useTranslations } from "next-intl";
import { ShortcutsDialog } from "./shortcuts-dialog";

/**
 * Keys for a list whose rows hold a `RowLink`. They can be turned off: single letters get in the way of speech
 * input. A click on a hint, which lies above the row's link, goes to the row as well.
 */
export function RowKeys({ more = [] }: { more?: { key: string; meaning: string }[] }) {
  const t = useTranslations();
  return (
    <ShortcutsDialog
      keys={[
        { key: "/", meaning: t("kit.shortcuts.search") },
        { key: t("kit.shortcuts.or", { key: "j", other: "↓" }), meaning: t("kit.shortcuts.nextRow") },
        { key: t("kit.shortcuts.or", { key: "k", other: "↑" }), meaning: t("kit.shortcuts.previousRow") },
        { key: t("kit.shortcuts.enter"), meaning: t("kit.shortcuts.open") },
        { key: "n", meaning: t("kit.shortcuts.nextPage") },
        { key: "p", meaning: t("kit.shortcuts.previousPage") },
        ...more,
        { key: "?", meaning: t("kit.shortcuts.help") },
      ]}
      texts={{
        title: t("kit.shortcuts.title"),
        turnOn: t("kit.shortcuts.turnOn"),
        turnOff: t("kit.shortcuts.turnOff"),
        close: t("kit.close"),
      }}
    />
  );
}
