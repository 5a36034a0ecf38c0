import { useTranslations } from "next-intl";
import { countryName } from "@/domain/orders/address-lines";
import type { TaxRegion } from "@/domain/tax/places";
import { percentText } from "@/domain/tax/rates";
import type { TaxRateView } from "@/domain/tax/views";
import { Moment } from "../../../kit/moment";
import { Empty } from "../../../kit/table/empty";

type RateListProps = { rates: TaxRateView[]; today: string; locale: string; now: Date };

/** The table of rates by place: what holds today in the first line, every row with its days below. */
export function RateList({ rates, today, locale, now }: RateListProps) {
  const t = useTranslations();
  if (rates.length === 0) return <Empty title={t("admin.settings.tax.rates.none")} />;
  const places = Map.groupBy(rates, ({ country, region }) => `${country}/${region}`);
  const rateText = ({ taxClass, rateBp }: TaxRateView) =>
    t("admin.settings.tax.rates.rate", {
      class: t(`admin.tax.class.${taxClass}`),
      percent: percentText(rateBp),
    });
  return (
    <ul>
      {[...places].map(([place, rows]) => {
        const [country = "", region = ""] = place.split("/");
        const present = rows.filter(
          ({ since, until }) => since <= today && (until === null || today < until),
        );
        return (
          <li key={place} className="border-b border-line py-2.5">
            <details>
              <summary className="cursor-pointer">
                <span className="font-medium">
                  {countryName(country, locale)}
                  {region ? `, ${t(`admin.tax.region.${region as TaxRegion}`)}` : null}
                </span>{" "}
                <span className="text-ink-soft">
                  {present.map(rateText).join(" · ") || t("admin.settings.tax.rates.noneNow")}
                </span>
              </summary>
              <ul className="mt-2 grid gap-1 ps-4">
                {rows.map((row) => (
                  <li key={`${row.taxClass} ${row.since}`}>
                    {rateText(row)},{" "}
                    {row.until === null
                      ? t("admin.settings.tax.rates.since", { since: row.since })
                      : t("admin.settings.tax.rates.sinceUntil", { since: row.since, until: row.until })}
                    <span className="block text-ink-soft wrap-anywhere">
                      {row.changedBy} · <Moment at={row.changedAt} locale={locale} now={now} />
                    </span>
                  </li>
                ))}
              </ul>
            </details>
          </li>
        );
      })}
    </ul>
  );
}
