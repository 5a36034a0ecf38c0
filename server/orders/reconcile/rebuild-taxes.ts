import "server-only";
import type { SessionTaxes } from "@/domain/checkout/session-taxes";
import type { Tx } from "../../platform/db";

/** The tax of an order that is made again. Who bought as a business, Stripe does not have. */
export async function rebuildTaxes(
  tx: Tx,
  orderId: string,
  { lines, adjustments }: SessionTaxes,
  lineIds: readonly (string | undefined)[],
): Promise<void> {
  const lineAt = (place: number | null) => (place === null ? null : (lineIds[place] ?? null));
  await tx.orderTaxLine.createMany({
    data: lines.map(({ place, ...line }) => ({ ...line, orderId, orderLineId: lineAt(place) })),
  });
  await tx.orderAdjustment.createMany({
    data: adjustments.map(({ place, ...adjustment }) => ({
      ...{ orderId, kind: "tax" as const, orderLineId: lineAt(place) },
      ...adjustment,
    })),
  });
}
