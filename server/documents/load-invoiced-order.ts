import "server-only";
import type { InvoicedOrder } from "@/domain/documents/invoice";
import { lineTitle } from "@/domain/orders/line-words";
import { storedTotals } from "@/domain/orders/totals";
import type { Tx } from "../platform/db";

/** An order with all that its documents are made from; its row is locked until the transaction ends. */
export async function loadInvoicedOrder(tx: Tx, orderId: string) {
  // By hand, for the lock: of two that issue at once, one waits and finds what the other has issued.
  await tx.$queryRaw`SELECT 1 FROM orders WHERE id = ${orderId}::uuid FOR NO KEY UPDATE`;
  const order = await tx.order.findUnique({
    where: { id: orderId },
    include: {
      lines: { orderBy: { position: "asc" } },
      ...{ adjustments: true, taxLines: { orderBy: [{ rateBp: "desc" }, { id: "asc" }] }, buyer: true },
      refunds: { include: { lines: true }, orderBy: [{ createdAt: "asc" }, { id: "asc" }] },
      documents: { orderBy: [{ issuedAt: "asc" }, { id: "asc" }] },
      parcels: { where: { state: { in: ["sent", "delivered"] } }, select: { sentAt: true } },
    },
  });
  if (!order) return null;
  const invoiced: InvoicedOrder = {
    totals: storedTotals(order),
    taxLines: order.taxLines,
    lines: order.lines.map(({ id, sku, quantity, totalMinor, ...line }) => ({
      ...{ id, sku, quantity, totalMinor },
      title: lineTitle(line),
    })),
  };
  return { ...order, invoiced };
}

export type LoadedOrder = NonNullable<Awaited<ReturnType<typeof loadInvoicedOrder>>>;
export type LoadedRefund = LoadedOrder["refunds"][number];
export type LoadedDocument = LoadedOrder["documents"][number];

/** The invoice that holds: no other replaces it, and none took it back. */
export const standingInvoice = ({ documents }: LoadedOrder): LoadedDocument | undefined =>
  documents.find(
    ({ id, kind }) => kind === "invoice" && !documents.some(({ replacesId }) => replacesId === id),
  );
