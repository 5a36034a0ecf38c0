import { useTranslations } from "next-intl";
import { formatMoney, money } from "@/domain/money";
import { countryName } from "@/domain/orders/address-lines";
import type { TaxReason } from "@/domain/tax/classes";
import type { TaxRegion } from "@/domain/tax/places";
import { percentText } from "@/domain/tax/rates";
import type { Column } from "../../../kit/table/column";
import { DataTable } from "../../../kit/table/data-table";

export type ShownTaxLine = {
  key: string;
  /** What it is the tax of; left out: of the whole order. */
  name?: string;
  country: string;
  region: string;
  rateBp: number;
  taxableMinor: bigint;
  taxMinor: bigint;
  included: boolean;
  reason: TaxReason;
};

type TaxLinesProps = { lines: ShownTaxLine[]; currency: string; locale: string };

/** The tax lines of an order, or of a cart that is tried. */
export function TaxLines({ lines, currency, locale }: TaxLinesProps) {
  const t = useTranslations();
  const amount = (minor: bigint) => formatMoney(money(minor, currency), locale);
  const name: Column<ShownTaxLine> = {
    key: "name",
    header: t("admin.tax.line"),
    cell: ({ name: of }) => of,
    card: { order: 1, side: "start" },
  };
  const columns: Column<ShownTaxLine>[] = [
    ...(lines.some((line) => line.name !== undefined) ? [name] : []),
    {
      key: "place",
      header: t("admin.tax.place"),
      cell: ({ country, region }) =>
        `${countryName(country, locale)}${region ? `, ${t(`admin.tax.region.${region as TaxRegion}`)}` : ""}`,
      card: { order: 3, side: "start" },
    },
    {
      key: "reason",
      header: t("admin.tax.why"),
      cell: ({ reason }) => t(`admin.tax.reason.${reason}`),
      card: { order: 5, side: "start" },
    },
    {
      key: "rate",
      header: t("admin.tax.rate"),
      align: "end",
      cell: ({ rateBp }) => `${percentText(rateBp)} %`,
      card: { order: 4, side: "end", isLabeled: true },
    },
    {
      key: "taxable",
      header: t("admin.tax.taxable"),
      align: "end",
      cell: ({ taxableMinor }) => amount(taxableMinor),
      card: { order: 6, side: "end", isLabeled: true },
    },
    {
      key: "tax",
      header: t("admin.tax.tax"),
      align: "end",
      cell: ({ taxMinor }) => amount(taxMinor),
      card: { order: 2, side: "end", isLabeled: true },
    },
  ];
  return <DataTable label={t("admin.tax.title")} rows={lines} rowKey={({ key }) => key} columns={columns} />;
}
