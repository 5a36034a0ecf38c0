import { useTranslations } from "next-intl";

/** A page shows what matters; the file has all. */
export const MAX_SHOWN = 20;

/** How many rows are left out of a table. */
export function More({ rows }: { rows: number }) {
  const t = useTranslations();
  if (rows <= MAX_SHOWN) return null;
  return <p className="mt-2 text-ink-soft">{t("admin.reports.more", { count: rows - MAX_SHOWN })}</p>;
}
