import { countryName } from "../domain/orders/address-lines.ts";
import { REFUND_REASONS } from "../domain/refunds/refund.ts";
import type { SumRow, SumTableName } from "../domain/reports/views.ts";
import type { Translate } from "./messages.ts";

const AUTOMATIC = ["duplicate_payment", "late_payment", "no_stock"] as const;

/** What a row of a report is called. */
export function reportRowName(
  t: Translate,
  table: SumTableName,
  { key, name }: Pick<SumRow, "key" | "name">,
  locale: string,
): string {
  if (name !== null) return name;
  switch (table) {
    case "countries":
      return key === "" ? t("admin.reports.noCountry") : countryName(key, locale);
    case "refunds":
      return refundReason(t, key);
    case "collections":
      return t("admin.reports.noCollection");
    default:
      return key === "" ? t("admin.reports.unnamed") : key;
  }
}

function refundReason(t: Translate, key: string): string {
  if (key === "") return t("admin.refunds.reason.none");
  const automatic = AUTOMATIC.find((known) => known === key);
  if (automatic) return t(`admin.refunds.automatic.${automatic}`);
  const known = REFUND_REASONS.find((candidate) => candidate === key);
  return known ? t(`admin.refunds.reason.${known}`) : key;
}

/** What a report's table counts. */
export function countNoun(table: SumTableName) {
  if (table === "refunds") return "admin.reports.refundCount";
  return table === "products" || table === "best_sellers" || table === "collections"
    ? "admin.reports.units"
    : "admin.reports.orders";
}
