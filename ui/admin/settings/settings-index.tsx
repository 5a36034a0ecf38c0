import Link from "next/link";
import { useTranslations } from "next-intl";
import type { SettingsState } from "@/domain/settings/views";
import type { Translate } from "@/messages/messages";

const taxState = ({ isOn, isSmallBusiness, home }: SettingsState["tax"]) => ({
  state: isOn ? (isSmallBusiness ? "exempt" : "on") : "off",
  home,
});

export function SettingsIndex({ state, open }: { state: SettingsState; open: number }) {
  const t: Translate = useTranslations();
  const pages = [
    { page: "going-live", key: "goingLive", state: t("admin.settings.index.goingLive", { open }) },
    { page: "shop", key: "shop", state: t("admin.settings.index.shop", state.shop) },
    {
      page: "seller",
      key: "seller",
      state: t("admin.settings.index.seller", {
        isNamed: String(state.seller.name !== ""),
        name: state.seller.name,
      }),
    },
    { page: "shipping", key: "shipping", state: t("admin.settings.index.shipping", state.shipping) },
    { page: "tax", key: "tax", state: t("admin.settings.index.tax", taxState(state.tax)) },
    {
      page: "documents",
      key: "documents",
      state: t("admin.settings.index.documents", { isOn: String(state.documents.isOn) }),
    },
    {
      page: "emails",
      key: "emails",
      state: t("admin.settings.index.emails", {
        sender: state.emails.sender,
        hasServer: String(state.emails.hasServer),
      }),
    },
  ] as const;
  return (
    <ul className="mt-5 max-w-3xl border-t border-line-strong">
      {pages.map(({ page, key, state: said }) => (
        <li key={page} className="relative border-b border-line py-3 hover:bg-paper-sunk">
          <Link
            href={`/admin/settings/${page}`}
            prefetch={false}
            className="font-medium after:absolute after:inset-0 hover:underline"
          >
            {t(`admin.settings.${key}.title`)}
          </Link>
          <p className="wrap-anywhere text-ink-soft">{said}</p>
        </li>
      ))}
    </ul>
  );
}
