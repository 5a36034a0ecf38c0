import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { MovementRow } from "@/domain/stock/views";
import type { Translate } from "@/messages/messages";
import type { FormState } from "../../kit/form/form-state";
import { PressForm } from "../../kit/form/press-form";
import { Moment } from "../../kit/moment";
import type { Column } from "../../kit/table/column";
import { DataTable } from "../../kit/table/data-table";
import { signed } from "./signed";

type MovementsTableProps = {
  rows: MovementRow[];
  /** Entries of several variants: each says which. */
  ofMany?: boolean;
  locale: string;
  now: Date;
  /** Left out where the role may not undo. */
  undo?: ((state: FormState, form: FormData) => Promise<FormState>) | undefined;
  empty: ReactNode;
  pager?: ReactNode;
};

/** The ledger: what changed, why, who did it, and how many there were then. */
export function MovementsTable({ rows, empty, pager, ...shown }: MovementsTableProps) {
  const t = useTranslations();
  return (
    <DataTable
      label={t("admin.stock.ledger.label")}
      columns={columnsOf(t, shown)}
      rows={rows}
      rowKey={({ id }) => id}
      empty={empty}
      pager={pager}
    />
  );
}

type Shown = Pick<MovementsTableProps, "ofMany" | "locale" | "now" | "undo">;

const columnsOf = (t: Translate, { ofMany = false, locale, now, undo }: Shown): Column<MovementRow>[] => [
  {
    key: "delta",
    header: t("admin.stock.ledger.column.delta"),
    align: "end",
    card: { order: 2, side: "end" },
    className: "font-semibold",
    cell: ({ delta }) => signed(delta, locale),
  },
  {
    key: "what",
    header: t("admin.stock.ledger.column.what"),
    width: "wrap",
    card: { order: 1, side: "start" },
    cell: (row) => <What row={row} ofMany={ofMany} t={t} />,
  },
  {
    key: "after",
    header: t("admin.stock.ledger.column.after"),
    align: "end",
    card: { order: 4, side: "end", isLabeled: true },
    cell: ({ onHandAfter }) => onHandAfter,
  },
  {
    key: "at",
    header: t("admin.stock.ledger.column.at"),
    card: { order: 3, side: "start" },
    className: "whitespace-nowrap text-ink-soft",
    cell: ({ at }) => <Moment at={at} locale={locale} now={now} />,
  },
  ...(undo
    ? [
        {
          key: "undo",
          header: t("admin.stock.ledger.column.undo"),
          card: { order: 5, side: "whole" },
          cell: ({ id, canUndo, delta }) =>
            canUndo ? (
              <PressForm
                fields={{ id }}
                label={t("admin.stock.undo.label", { delta: signed(-delta, locale) })}
                pending={t("admin.stock.undo.pending")}
                action={undo}
              />
            ) : null,
        } satisfies Column<MovementRow>,
      ]
    : []),
];

function What({ row, ofMany, t }: { row: MovementRow; ofMany: boolean; t: Translate }) {
  const { reason, counted, isUndo, isUndone, note, madeBy, orderId, orderNumber } = row;
  const why = isUndo
    ? t("admin.stock.reason.undo")
    : t(`admin.stock.reason.${reason}`, { counted: counted ?? 0 });
  return (
    <span className="block">
      {ofMany ? (
        <a
          href={`/admin/stock/${row.variantId}`}
          className="block font-medium text-accent-ink hover:underline"
        >
          {[row.productTitle, row.variantTitle].filter(Boolean).join(", ")}
        </a>
      ) : null}
      <span className={isUndone ? "line-through" : ""}>{why}</span>
      {isUndone ? <span className="text-ink-soft"> {t("admin.stock.ledger.undone")}</span> : null}
      {orderId && orderNumber !== null ? (
        <>
          {" "}
          <a href={`/admin/orders/${orderId}`} className="link">
            {t("admin.stock.ledger.order", { number: orderNumber })}
          </a>
        </>
      ) : null}
      {madeBy || note ? (
        <span className="block text-xs text-ink-soft wrap-anywhere">
          {[madeBy, note].filter(Boolean).join(" · ")}
        </span>
      ) : null}
    </span>
  );
}
