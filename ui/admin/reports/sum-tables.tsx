import { useTranslations } from "next-intl";
import { formatMoney } from "@/domain/money";
import type { ReportView, SumRow, SumTableName } from "@/domain/reports/views";
import type { Translate } from "@/messages/messages";
import { countNoun, reportRowName } from "@/messages/report-row";
import type { Column } from "../../kit/table/column";
import { DataTable } from "../../kit/table/data-table";
import { RowLink } from "../../kit/table/row-link";
import { Section } from "../../kit/table/section";
import { Change } from "./change";
import { FileLink } from "./file-link";
import { MAX_SHOWN, More } from "./more";
import type { ReportValues } from "./reports-href";

type SumTablesProps = { tables: ReportView["tables"]; values: ReportValues; locale: string };

const ORDER: SumTableName[] = [
  "products",
  "best_sellers",
  "collections",
  "countries",
  "shipping",
  "discounts",
  "refunds",
];
export function SumTables({ tables, values, locale }: SumTablesProps) {
  const t = useTranslations();
  // A shop without discounts has no table of them.
  return ORDER.filter((table) => table !== "discounts" || tables[table].length > 0).map((table) => {
    const rows = tables[table];
    return (
      <Section
        key={table}
        title={t(`admin.reports.table.${table}.title`)}
        aside={rows.length > 0 ? <FileLink table={table} values={values} /> : null}
      >
        <DataTable
          label={t(`admin.reports.table.${table}.title`)}
          columns={columnsOf(table, t, locale)}
          rows={rows.slice(0, MAX_SHOWN)}
          rowKey={({ key }) => key}
          empty={<p className="text-ink-soft">{t(`admin.reports.table.${table}.empty`)}</p>}
          pager={<More rows={rows.length} />}
        />
      </Section>
    );
  });
}

function columnsOf(table: SumTableName, t: Translate, locale: string): Column<SumRow>[] {
  return [
    {
      key: "name",
      header: t(`admin.reports.table.${table}.name`),
      width: "wrap",
      card: { order: 1, side: "start" },
      className: "wrap-anywhere",
      cell: (row) => {
        const name = reportRowName(t, table, row, locale);
        return row.slug ? <RowLink href={`/admin/products/${row.slug}`}>{name}</RowLink> : name;
      },
    },
    {
      key: "count",
      header: t(countNoun(table)),
      align: "end",
      card: { order: 3, side: "start", isLabeled: true },
      cell: ({ count }) => count.toLocaleString(locale),
    },
    {
      key: "amount",
      header: t("admin.reports.amount"),
      align: "end",
      card: { order: 2, side: "end" },
      cell: ({ amount }) => formatMoney(amount, locale),
    },
    {
      key: "before",
      header: t("admin.reports.amountBefore"),
      align: "end",
      from: "lg",
      cell: ({ amountBefore }) => formatMoney(amountBefore, locale),
    },
    {
      key: "change",
      header: t("admin.reports.change"),
      align: "end",
      card: { order: 4, side: "end" },
      className: "whitespace-nowrap",
      cell: ({ amount, amountBefore }) => <Change now={amount} before={amountBefore} locale={locale} />,
    },
  ];
}
