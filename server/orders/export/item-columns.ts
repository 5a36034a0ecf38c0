import "server-only";
import { money } from "@/domain/money";
import { db, type Prisma } from "../../platform/db";
import { type CsvColumn, yesOrNo } from "./csv-columns";
import { addressOf } from "./order-columns";

const ITEMS = {
  number: true,
  placedAt: true,
  paidAt: true,
  paymentState: true,
  livemode: true,
  currency: true,
  email: true,
  shippingAddress: true,
  lines: {
    orderBy: { position: "asc" },
    select: {
      productTitle: true,
      variantTitle: true,
      sku: true,
      quantity: true,
      unitPriceMinor: true,
      totalMinor: true,
    },
  },
} as const satisfies Prisma.OrderSelect;

type OrderOfItems = Prisma.OrderGetPayload<{ select: typeof ITEMS }>;

/** A line with its order. */
export type ItemToExport = Omit<OrderOfItems, "lines"> & OrderOfItems["lines"][number];

/** The lines of these orders, the oldest order first. */
export async function readItems(orderIds: string[]): Promise<ItemToExport[]> {
  const orders = await db().order.findMany({
    where: { id: { in: orderIds } },
    orderBy: [{ placedAt: "asc" }, { id: "asc" }],
    select: ITEMS,
  });
  return orders.flatMap(({ lines, ...order }) => lines.map((line) => ({ ...order, ...line })));
}

export const ITEM_COLUMNS: CsvColumn<ItemToExport>[] = [
  { key: "order", cell: ({ number }) => number },
  { key: "placedAt", cell: ({ placedAt }) => placedAt },
  { key: "paidAt", cell: ({ paidAt }) => paidAt },
  { key: "payment", cell: ({ paymentState }, t) => t(`admin.orders.payment.${paymentState}`) },
  { key: "testOrder", cell: ({ livemode }, t) => yesOrNo(!livemode, t) },
  { key: "product", cell: ({ productTitle }) => productTitle },
  { key: "variant", cell: ({ variantTitle }) => variantTitle },
  { key: "sku", cell: ({ sku }) => sku },
  { key: "units", cell: ({ quantity }) => quantity },
  { key: "currency", cell: ({ currency }) => currency.toUpperCase() },
  { key: "unitPrice", cell: ({ unitPriceMinor, currency }) => money(unitPriceMinor, currency) },
  { key: "lineTotal", cell: ({ totalMinor, currency }) => money(totalMinor, currency) },
  { key: "email", cell: ({ email }) => email },
  { key: "country", cell: (order) => addressOf(order)?.country ?? null },
];
