import { useTranslations } from "next-intl";
import type { ImportSummary } from "@/domain/catalog/imports/import";
import { RefreshPage } from "./refresh-page";

/** How far a worker is. The page may be left: the work goes on. */
export function ImportProgress({ summary, locale }: { summary: ImportSummary; locale: string }) {
  const t = useTranslations();
  const { state, done, total, isClaimed } = summary;
  const part = total > 0 ? Math.min(done / total, 1) : 0;
  const text =
    state === "checking"
      ? new Intl.NumberFormat(locale, { style: "percent" }).format(part)
      : t("admin.imports.progress.products", { done, total });
  return (
    <div className="mt-5 max-w-xl">
      <progress
        aria-label={t(
          `admin.imports.progress.${state === "undoing" ? "undoing" : state === "importing" ? "importing" : "checking"}`,
        )}
        value={part}
        max={1}
        className="block h-2 w-full accent-accent"
      />
      <p className="figures mt-2">{isClaimed ? text : t("admin.imports.progress.waiting")}</p>
      <p className="mt-1 text-sm text-ink-soft">{t("admin.imports.progress.leave")}</p>
      <noscript>
        <p className="mt-1 text-sm text-ink-soft">{t("admin.imports.progress.reload")}</p>
      </noscript>
      <RefreshPage />
    </div>
  );
}
