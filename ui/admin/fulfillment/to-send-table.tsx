import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { countryName } from "@/domain/orders/address-lines";
import type { ToSendRow } from "@/domain/orders/views";
import type { Translate } from "@/messages/messages";
import { Moment } from "../../kit/moment";
import type { Column } from "../../kit/table/column";
import { DataTable } from "../../kit/table/data-table";
import { RowLink } from "../../kit/table/row-link";
import { Thumb } from "../../kit/table/thumb";
import { ChooseRow } from "../batch/choose-row";

type Shown = {
  locale: string;
  now: Date;
  /** Orders can be chosen, for a `BatchBar`. */
  isChoosable: boolean;
};
type ToSendTableProps = Shown & { rows: ToSendRow[]; empty: ReactNode; pager: ReactNode };

/** What is to be packed, the longest waiting first. */
export function ToSendTable({ rows, empty, pager, ...shown }: ToSendTableProps) {
  const t = useTranslations();
  return (
    <DataTable
      label={t("admin.orders.view.toSend")}
      columns={columnsOf(shown, t)}
      rows={rows}
      rowKey={({ id }) => id}
      empty={empty}
      pager={pager}
    />
  );
}

/** Pictures make the rows high. */
const MIDDLE = "align-middle!";

const columnsOf = ({ locale, now, isChoosable }: Shown, t: Translate): Column<ToSendRow>[] => [
  {
    key: "number",
    header: t("admin.orders.column.number"),
    card: { order: 1, side: "start" },
    className: MIDDLE,
    cell: (row) => (
      <span className="flex items-center gap-1">
        {isChoosable ? (
          <ChooseRow id={row.id} label={t("admin.batch.chooseOrder", { number: row.number })} />
        ) : null}
        <RowLink href={`/admin/orders/${row.id}`} className="figures">
          {row.number}
        </RowLink>
      </span>
    ),
  },
  {
    key: "waits",
    header: t("admin.sending.column.waits"),
    card: { order: 2, side: "end" },
    className: `${MIDDLE} whitespace-nowrap font-medium`,
    cell: (row) => <Moment at={row.waitsSince} locale={locale} now={now} />,
  },
  {
    key: "customer",
    header: t("admin.orders.column.customer"),
    width: "fill",
    card: { order: 3, side: "start" },
    className: MIDDLE,
    cell: (row) => (
      <span className="block truncate">
        {row.customerName ?? row.email ?? t("admin.orders.unknownCustomer")}
      </span>
    ),
  },
  {
    key: "country",
    header: t("admin.sending.column.country"),
    card: { order: 4, side: "end" },
    className: MIDDLE,
    cell: (row) => (row.country ? countryName(row.country, locale) : null),
  },
  {
    key: "items",
    header: t("admin.sending.column.items"),
    card: { order: 5, side: "start" },
    className: MIDDLE,
    cell: (row) => (
      <span className="flex items-center gap-1.5">
        {row.pictures.map((base) => (
          <Thumb key={base} base={base} />
        ))}
        <span className="whitespace-nowrap">
          {t("admin.sending.column.left", { left: row.left, of: row.itemCount })}
        </span>
      </span>
    ),
  },
  {
    key: "shipping",
    header: t("admin.sending.column.shipping"),
    card: { order: 6, side: "end" },
    className: MIDDLE,
    cell: (row) => row.shipping,
  },
];
