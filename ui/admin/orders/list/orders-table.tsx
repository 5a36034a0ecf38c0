import { TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { formatMoney } from "@/domain/money";
import { countryName } from "@/domain/orders/address-lines";
import { type OrderColumn, USUAL_COLUMNS } from "@/domain/orders/list/columns";
import type { OrderRow } from "@/domain/orders/views";
import type { Translate } from "@/messages/messages";
import { Moment } from "../../../kit/moment";
import type { Column } from "../../../kit/table/column";
import { DataTable } from "../../../kit/table/data-table";
import { RowLink } from "../../../kit/table/row-link";
import { ChooseRow } from "../../batch/choose-row";
import { FulfillmentStatus } from "../fulfillment-status";
import { conflictMessage } from "../order-messages";
import { PaymentStatus } from "../payment-status";

type Shown = { locale: string; now: Date; isChoosable: boolean };
type OrdersTableProps = Omit<Shown, "isChoosable"> & {
  rows: OrderRow[];
  hasAmounts: boolean;
  /** false: all of them are one customer's. */
  hasCustomers?: boolean;
  /** What the table shows besides the number; a phone's cards stay as they are. */
  shown?: readonly OrderColumn[];
  /** Orders can be chosen, for a `BatchBar`. */
  isChoosable?: boolean;
  empty: ReactNode;
  pager: ReactNode;
};

export function OrdersTable(props: OrdersTableProps) {
  const { rows, hasAmounts, hasCustomers = true, isChoosable = false, empty, pager, ...rest } = props;
  const { shown = USUAL_COLUMNS, locale, now } = rest;
  const t = useTranslations();
  const isAllowed = ({ key }: Column<OrderRow>) =>
    (hasAmounts || key !== "total") && (hasCustomers || key !== "customer");
  const isShown = ({ key }: Column<OrderRow>) => key === "number" || shown.some((name) => name === key);
  const columns = columnsOf({ locale, now, isChoosable }, t)
    .filter(isAllowed)
    .map((column) => (isShown(column) ? column : { ...column, isCardOnly: true }))
    .filter(({ isCardOnly, card }) => !isCardOnly || card);
  return (
    <DataTable
      label={t("admin.orders.title")}
      columns={columns}
      rows={rows}
      rowKey={({ id }) => id}
      empty={empty}
      pager={pager}
    />
  );
}

const columnsOf = ({ locale, now, isChoosable }: Shown, t: Translate): Column<OrderRow>[] => [
  {
    key: "number",
    header: t("admin.orders.column.number"),
    card: { order: 1, side: "start" },
    cell: (row) => (
      <span className="inline-flex items-baseline gap-1.5">
        {isChoosable ? (
          <ChooseRow id={row.id} label={t("admin.batch.chooseOrder", { number: row.number })} />
        ) : null}
        <RowLink href={`/admin/orders/${row.id}`} className="figures">
          {row.number}
        </RowLink>
        {row.conflict ? <Flag title={conflictMessage(row.conflict, t).title} /> : null}
      </span>
    ),
  },
  {
    key: "placed",
    header: t("admin.orders.column.placed"),
    card: { order: 4, side: "end" },
    className: "whitespace-nowrap text-ink-soft",
    cell: (row) => <Moment at={row.placedAt} locale={locale} now={now} />,
  },
  {
    key: "customer",
    header: t("admin.orders.column.customer"),
    width: "fill",
    card: { order: 3, side: "start" },
    cell: (row) => <Customer order={row} />,
  },
  {
    key: "country",
    header: t("admin.sending.column.country"),
    cell: (row) => (row.country ? countryName(row.country, locale) : null),
  },
  {
    key: "payment",
    header: t("admin.orders.column.payment"),
    card: { order: 5, side: "start" },
    cell: (row) => <PaymentStatus order={row} />,
  },
  {
    key: "fulfillment",
    header: t("admin.orders.column.fulfillment"),
    card: { order: 6, side: "end" },
    cell: (row) => <FulfillmentStatus order={row} />,
  },
  {
    key: "shipping",
    header: t("admin.sending.column.shipping"),
    cell: (row) => row.shipping,
  },
  { key: "items", header: t("admin.orders.column.items"), align: "end", cell: (row) => row.itemCount },
  {
    key: "total",
    header: t("admin.orders.column.total"),
    align: "end",
    card: { order: 2, side: "end" },
    className: "font-medium",
    cell: (row) =>
      row.isShippingOpen
        ? t("admin.orders.plusShipping", { amount: formatMoney(row.total, locale) })
        : formatMoney(row.total, locale),
  },
];

function Flag({ title }: { title: string }) {
  const t = useTranslations();
  return (
    <span title={title} className="self-center text-signal">
      <TriangleAlert aria-hidden className="size-4" />
      <span className="sr-only">{t("admin.orders.needsReview", { title })}</span>
    </span>
  );
}

function Customer({ order: { customerName: name, email, isErased } }: { order: OrderRow }) {
  const t = useTranslations();
  if (isErased) return <span className="text-ink-soft">{t("admin.orders.erased.mark")}</span>;
  if (!name && !email) return <span className="text-ink-soft">{t("admin.orders.unknownCustomer")}</span>;
  return (
    <span className="block truncate">
      {name ?? email}
      {name && email ? <span className="ms-2 text-ink-soft max-md:hidden">{email}</span> : null}
    </span>
  );
}
