import { useTranslations } from "next-intl";

/** On every page while the local Stripe stands in. */
export function SandboxBanner() {
  const t = useTranslations();
  return (
    <aside
      aria-label={t("shop.frame.sandbox.label")}
      className="bg-banner py-1.5 text-center text-sm text-on-banner print:hidden"
    >
      <p className="page">
        <strong className="font-medium">{t("shop.frame.sandbox.title")}</strong>{" "}
        <span className="max-sm:hidden">
          {t.rich("shop.frame.sandbox.card", { card: () => "4242 4242 4242 4242" })}
        </span>
      </p>
    </aside>
  );
}
