import { useTranslations } from "next-intl";

/** What applies to an order, next to where it is made. It opens in another tab: the checkout stays where it is. */
export function PolicyLinks({ policies }: { policies: { title: string; href: string }[] }) {
  const t = useTranslations();
  if (policies.length === 0) return null;
  return (
    <nav aria-label={t("shop.policies.label")} className="text-sm text-ink-soft">
      <p className="inline">{t("shop.policies.sentence")}</p>{" "}
      <ul className="inline">
        {policies.map(({ title, href }) => (
          <li key={href} className="me-3 inline-block after:ms-3 after:content-['·'] last:after:content-none">
            <a href={href} target="_blank" rel="noopener" className="link inline-flex min-h-9 items-center">
              {title}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
