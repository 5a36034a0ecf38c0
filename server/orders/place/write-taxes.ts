import "server-only";
import type { Quote } from "@/domain/cart/quote";
import type { Tx } from "../../platform/db";

/**
 * The tax of an order that is placed, and the business that buys: with its lines, in the same transaction.
 * @param lineOf the order's line of a variant
 */
export async function writeTaxes(
  tx: Tx,
  orderId: string,
  { taxes, buyer }: Pick<Quote, "taxes" | "buyer">,
  lineOf: ReadonlyMap<string | null, string>,
): Promise<void> {
  if (taxes.length > 0)
    await tx.orderTaxLine.createMany({
      data: taxes.map(({ key, offMinor: _, ...line }) => ({
        ...line,
        orderId,
        orderLineId: key === null ? null : (lineOf.get(key) ?? null),
      })),
    });
  if (buyer) await tx.orderBuyer.create({ data: { orderId, ...buyer }, select: { orderId: true } });
}
