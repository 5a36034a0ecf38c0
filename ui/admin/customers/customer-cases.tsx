import { useTranslations } from "next-intl";
import type { CustomerCase } from "@/domain/customers/views";
import { formatMoney } from "@/domain/money";
import { disputeState } from "@/messages/dispute-state";
import type { Translate } from "@/messages/messages";
import { Moment } from "../../kit/moment";
import { DataTable } from "../../kit/table/data-table";
import { RowLink } from "../../kit/table/row-link";

type CustomerCasesProps = { rows: CustomerCase[]; locale: string; now: Date };

/** Refunds, returns and disputes of a customer, each with the way to its order. */
export function CustomerCases({ rows, locale, now }: CustomerCasesProps) {
  const t = useTranslations();
  return (
    <DataTable
      label={t("admin.customers.cases.title")}
      rows={rows}
      rowKey={({ kind, id }) => `${kind} ${id}`}
      empty={<p className="text-ink-soft">{t("admin.customers.cases.none")}</p>}
      pager={null}
      columns={[
        {
          key: "what",
          header: t("admin.customers.cases.what"),
          width: "fill",
          card: { order: 1, side: "start" },
          cell: (row) => <RowLink href={`/admin/orders/${row.orderId}`}>{nameOf(row, t)}</RowLink>,
        },
        {
          key: "order",
          header: t("admin.orders.column.number"),
          card: { order: 3, side: "start" },
          cell: ({ orderNumber }) => orderNumber,
        },
        {
          key: "amount",
          header: t("admin.refunds.column.amount"),
          align: "end",
          card: { order: 2, side: "end" },
          cell: ({ amount }) => amount && formatMoney(amount, locale),
        },
        {
          key: "at",
          header: t("admin.customers.cases.since"),
          align: "end",
          card: { order: 4, side: "end" },
          className: "whitespace-nowrap text-ink-soft",
          cell: ({ at }) => <Moment at={at} locale={locale} now={now} />,
        },
      ]}
    />
  );
}

function nameOf({ kind, state }: CustomerCase, t: Translate): string {
  if (kind === "dispute") return t("admin.customers.cases.dispute", { state: disputeState(t, state) });
  return kind === "refund"
    ? t("admin.customers.cases.refund", { state: t(`admin.refunds.state.${state}`) })
    : t(`admin.returns.${kind}.${state}`);
}
