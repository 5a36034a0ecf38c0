import { useTranslations } from "next-intl";
import { Fragment } from "react";
import { formatMoney } from "@/domain/money";
import { isShippingOpen, summedAdjustments } from "@/domain/orders/totals";
import type { OrderLineView, OrderView } from "@/domain/orders/views";
import type { Translate } from "@/messages/messages";
import type { Column } from "../../kit/table/column";
import { DataTable } from "../../kit/table/data-table";
import { Thumb } from "../../kit/table/thumb";

type OrderLinesProps = {
  order: OrderView;
  locale: string;
  /** Not for every role. */
  hasAmounts: boolean;
};

/** The lines as they were agreed, and how they add up. */
export function OrderLinesTable({ order, locale, hasAmounts }: OrderLinesProps) {
  const t = useTranslations();
  return (
    <>
      <DataTable
        label={t("admin.orders.lines.label")}
        columns={columnsOf(locale, t).filter(({ key }) => hasAmounts || !AMOUNTS.includes(key))}
        rows={order.lines.map((line, position) => ({
          ...line,
          position,
          left: order.notSent === null ? (order.units[position]?.units.left ?? 0) : 0,
        }))}
        rowKey={({ position }) => String(position)}
      />
      {hasAmounts ? <Sums order={order} locale={locale} /> : null}
      {order.discounts.length > 0 ? (
        <p className="mt-2 text-end text-ink-soft">
          {t("admin.orders.lines.discounts")}{" "}
          {order.discounts.map(({ id, name, code }, index) => (
            <Fragment key={`${id} ${code}`}>
              {index > 0 ? " · " : null}
              <a href={`/admin/discounts/${id}`} className="link">
                {code && code !== name ? `${name} (${code})` : name}
              </a>
            </Fragment>
          ))}
        </p>
      ) : null}
    </>
  );
}

const AMOUNTS = ["price", "total"];
const MIDDLE = "align-middle!";

/** `left`: units that are to be sent. */
type Row = OrderLineView & { left: number };

const columnsOf = (locale: string, t: Translate): Column<Row>[] => [
  {
    key: "product",
    header: t("admin.orders.lines.product"),
    width: "wrap",
    card: { order: 1, side: "whole" },
    className: MIDDLE,
    cell: (line) => (
      <span className="flex items-center gap-3">
        <Thumb base={line.imageBase} />
        <span className="min-w-0 break-words">
          <a href={`/admin/products/${line.productSlug}`} className="font-medium hover:underline">
            {line.productTitle}
          </a>
          <span className="block text-ink-soft">
            {[line.variantTitle, line.sku].filter(Boolean).join(" · ")}
          </span>
        </span>
      </span>
    ),
  },
  {
    key: "price",
    header: t("admin.orders.lines.price"),
    align: "end",
    className: MIDDLE,
    cell: (line) => formatMoney(line.unitPrice, locale),
  },
  {
    key: "quantity",
    header: t("admin.orders.lines.quantity"),
    align: "end",
    card: { order: 2, side: "start", isLabeled: true },
    className: `${MIDDLE} max-md:ps-12!`,
    cell: ({ quantity, refundedUnits, left }) => (
      <>
        {quantity}
        {refundedUnits > 0 ? (
          <span className="block text-ink-soft">
            {t("admin.orders.lines.refunded", { units: refundedUnits })}
          </span>
        ) : null}
        {left > 0 && left < quantity ? (
          <span className="block text-ink-soft">{t("admin.orders.lines.left", { units: left })}</span>
        ) : null}
      </>
    ),
  },
  {
    key: "total",
    header: t("admin.orders.lines.total"),
    align: "end",
    card: { order: 3, side: "end" },
    className: MIDDLE,
    cell: (line) => formatMoney(line.total, locale),
  },
];

function Sums({ order, locale }: { order: OrderView; locale: string }) {
  const { totals, refunded, withdrawn } = order;
  const isOpen = isShippingOpen(order);
  const t = useTranslations();
  return (
    <dl className="mt-2 grid grid-cols-[1fr_auto] gap-x-6 gap-y-1 text-end">
      <Sum name={t("admin.orders.lines.sum.subtotal")} amount={formatMoney(totals.subtotal, locale)} />
      {summedAdjustments(totals).map(({ kind, label, amount }) => {
        const name = t(`site.adjustment.${kind}`);
        return (
          <Sum
            key={`${kind}${label}`}
            name={label ? t("admin.orders.lines.sum.adjustmentOf", { name, label }) : name}
            amount={formatMoney(amount, locale)}
          />
        );
      })}
      {isOpen ? (
        <Sum name={t("site.adjustment.shipping")} amount={t("admin.orders.lines.sum.chosenAtCheckout")} />
      ) : null}
      <Sum
        isTotal
        name={t(isOpen ? "admin.orders.lines.sum.totalWithoutShipping" : "admin.orders.lines.sum.total")}
        amount={formatMoney(totals.total, locale)}
      />
      {refunded.amountMinor > 0n ? (
        <Sum name={t("admin.orders.lines.sum.refunded")} amount={`−${formatMoney(refunded, locale)}`} />
      ) : null}
      {withdrawn.amountMinor > 0n ? (
        <Sum name={t("admin.orders.lines.sum.withdrawn")} amount={`−${formatMoney(withdrawn, locale)}`} />
      ) : null}
    </dl>
  );
}

type SumProps = { name: string; amount: string; isTotal?: boolean };

function Sum({ name, amount, isTotal = false }: SumProps) {
  return (
    <div className={isTotal ? "contents font-semibold" : "contents"}>
      <dt className={isTotal ? undefined : "text-ink-soft"}>{name}</dt>
      <dd className="figures">{amount}</dd>
    </div>
  );
}
