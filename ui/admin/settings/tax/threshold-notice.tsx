import { useTranslations } from "next-intl";
import { formatMoney, money } from "@/domain/money";
import { OSS_THRESHOLD_MINOR } from "@/domain/tax/threshold";
import type { ThresholdView } from "@/domain/tax/views";
import { Notice } from "../../../kit/notice";

type ThresholdNoticeProps = { threshold: ThresholdView; isHomeScheme: boolean; locale: string };

/** How far this year's sales to other member states are from the sum above which their tax is that of where they go. */
export function ThresholdNotice({ threshold, isHomeScheme, locale }: ThresholdNoticeProps) {
  const t = useTranslations();
  const { year, sumMinor, orders, currency, state } = threshold;
  const values = {
    year: String(year),
    orders,
    sum: formatMoney(money(sumMinor, currency), locale),
    threshold: formatMoney(money(OSS_THRESHOLD_MINOR, "eur"), locale),
  };
  const isWarning = isHomeScheme && (state === "near" || state === "above");
  return (
    <Notice tone={isWarning ? "wait" : "plain"} title={t("admin.settings.tax.threshold.title", values)}>
      <p className="max-w-prose">{t("admin.settings.tax.threshold.sum", values)}</p>
      {isWarning || state === "other_currency" ? (
        <p className="mt-1 max-w-prose">{t(`admin.settings.tax.threshold.${state}`, values)}</p>
      ) : null}
    </Notice>
  );
}
