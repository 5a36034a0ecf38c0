import "server-only";
import { readDetails } from "@/domain/checkout/details";
import { MAX_BATCH, type SlipView, slipLines } from "@/domain/fulfillment/paper";
import { type SendingRefusal, whyNotSent } from "@/domain/fulfillment/sending-state";
import { addressLines } from "@/domain/orders/address-lines";
import type { PostalAddress } from "@/domain/orders/payment-facts";
import { isUuid } from "@/domain/uuid";
import { requireAdmin } from "../../accounts/session";
import { db } from "../../platform/db";
import { shopLocale } from "../../platform/env";
import { SENDABLE, SENT_UNITS, sendingLines } from "../fulfillment/load-sending";
import { drawBarcode } from "./draw-barcode";

export type Slips = {
  slips: SlipView[];
  /** Nothing of these may be packed. */
  leftOut: { id: string; number: number; refusal: SendingRefusal }[];
};

/**
 * The packing slips of orders, as they were asked for; those beyond MAX_BATCH and those that are not there are left
 * out. @throws when the admin may not
 */
export async function getSlips(ids: string[]): Promise<Slips> {
  await requireAdmin("orders.fulfill");
  const asked = [...new Set(ids)].filter(isUuid).slice(0, MAX_BATCH);
  const found = await readOrders(asked);
  const byId = new Map(found.map((order) => [order.id, order]));
  const result: Slips = { slips: [], leftOut: [] };
  for (const id of asked) {
    const order = byId.get(id);
    if (!order) continue;
    const { number } = order;
    const sending = sendingLines(order);
    const packed = slipLines(
      order.lines.flatMap(({ variantId, productTitle, variantTitle, sku, imageBase }, index) => {
        const lineSending = sending[index];
        const thing = { variantId, productTitle, variantTitle, sku, imageBase };
        return lineSending ? { ...thing, sending: lineSending } : [];
      }),
    );
    const refusal = whyNotSent(order) ?? (packed.lines.length === 0 ? "nothing_to_send" : null);
    if (refusal) result.leftOut.push({ id, number, refusal });
    else
      result.slips.push({
        ...{ id, number, placedAt: order.placedAt, ...packed },
        shipping: order.adjustments[0]?.label ?? null,
        address: addressOf(order),
        note: readDetails(order.details)?.note ?? "",
        barcode: drawBarcode(String(number)),
      });
  }
  return result;
}

function readOrders(ids: string[]) {
  return db().order.findMany({
    where: { id: { in: ids } },
    select: {
      ...{ id: true, number: true, placedAt: true, customerName: true },
      ...{ shippingAddress: true, details: true },
      ...SENDABLE,
      adjustments: { where: { kind: "shipping" }, select: { label: true } },
      lines: {
        orderBy: { position: "asc" },
        select: {
          ...{ id: true, quantity: true, requiresShipping: true, ...SENT_UNITS },
          ...{ variantId: true, productTitle: true, variantTitle: true, sku: true, imageBase: true },
        },
      },
    },
  });
}

function addressOf({
  shippingAddress,
  customerName,
}: {
  shippingAddress: unknown;
  customerName: string | null;
}) {
  // Written by apply-facts.ts and correct-address.ts alone, in this shape.
  const address = shippingAddress as PostalAddress | null;
  return address ? addressLines(address, shopLocale()) : [customerName].filter((line) => line !== null);
}
