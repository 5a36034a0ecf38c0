import { useTranslations } from "next-intl";

/** The first thing the keyboard reaches. Every page's <main> has the id `content`. */
export function SkipLink() {
  const t = useTranslations();
  return (
    <a
      href="#content"
      className="sr-only focus:not-sr-only focus:absolute focus:start-4 focus:top-4 focus:z-50 focus:rounded-control focus:bg-accent focus:px-4 focus:py-3 focus:text-on-accent"
    >
      {t("shop.frame.skip")}
    </a>
  );
}
