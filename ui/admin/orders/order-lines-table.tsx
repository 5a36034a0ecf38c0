import { formatMoney } from "@/domain/money";
import { ADJUSTMENT_NAMES, type OrderView } from "@/domain/orders/views";
import { Table, Td, Th } from "../../kit/table/table";
import { Thumb } from "../../kit/table/thumb";

const MIDDLE = "align-middle!";

/** The lines as they were agreed, and how they add up. */
export function OrderLinesTable({ order, locale }: { order: OrderView; locale: string }) {
  return (
    <>
      <Table isDense label="Lines of the order">
        <thead>
          <tr>
            <Th>Product</Th>
            <Th isNumeric className="max-sm:hidden">
              Price
            </Th>
            <Th isNumeric>Quantity</Th>
            <Th isNumeric>Total</Th>
          </tr>
        </thead>
        <tbody>
          {order.lines.map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a snapshot, it never changes its order
            <tr key={index}>
              <Td className={`${MIDDLE} w-full`}>
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
              </Td>
              <Td isNumeric className={`${MIDDLE} max-sm:hidden`}>
                {formatMoney(line.unitPrice, locale)}
              </Td>
              <Td isNumeric className={MIDDLE}>
                {line.quantity}
              </Td>
              <Td isNumeric className={MIDDLE}>
                {formatMoney(line.total, locale)}
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
      <Sums order={order} locale={locale} />
    </>
  );
}

function Sums({ order, locale }: { order: OrderView; locale: string }) {
  const sums: [string, string][] = [
    ["Subtotal", formatMoney(order.totals.subtotal, locale)],
    ...order.totals.adjustments.map(({ kind, label, amount }): [string, string] => [
      label ? `${ADJUSTMENT_NAMES[kind]}: ${label}` : ADJUSTMENT_NAMES[kind],
      formatMoney(amount, locale),
    ]),
    ["Total", formatMoney(order.totals.total, locale)],
    ["Given back", `−${formatMoney(order.refunded, locale)}`],
  ];
  return (
    <dl className="mt-2 grid grid-cols-[1fr_auto] gap-x-6 gap-y-1 text-end">
      {sums
        .filter(([name]) => name !== "Given back" || order.refunded.amountMinor > 0n)
        .map(([name, amount]) => (
          <div key={name} className={name === "Total" ? "contents font-semibold" : "contents"}>
            <dt className={name === "Total" ? undefined : "text-ink-soft"}>{name}</dt>
            <dd className="figures">{amount}</dd>
          </div>
        ))}
    </dl>
  );
}
