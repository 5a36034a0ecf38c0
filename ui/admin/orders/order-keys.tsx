import { useTranslations } from "next-intl";
import { ShortcutsDialog } from "../../kit/table/shortcuts-dialog";

/** The keys of an order's page; each presses or enters what has it as `data-shortcut`, where that is on the page. */
const ORDER_KEYS = ["j", "k", "s", "p", "r", "n"] as const;

/** Lists the keys of the page, and listens to them. */
export function OrderKeys() {
  const t = useTranslations();
  return (
    <ShortcutsDialog
      keys={[
        ...ORDER_KEYS.map((key) => ({ key, meaning: t(`admin.orders.key.${key}`) })),
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
