import "server-only";
import {
  type AddressFault,
  type AddressInput,
  changedFields,
  isAddressOpen,
  readAddress,
} from "@/domain/fulfillment/corrected-address";
import type { PostalAddress } from "@/domain/orders/payment-facts";
import { audit } from "../../accounts/audit/audit";
import { requireAdmin } from "../../accounts/session";
import { Prisma, type Tx, transaction } from "../../platform/db";
import { recordOrderEvent } from "../history/record-order-event";
import { loadSending } from "./load-sending";

export type CorrectionResult =
  | { kind: "corrected" | "unchanged" | "all_sent" | "no_address" | "unknown_order" }
  | ({ kind: "refused" } & AddressFault);

/**
 * Changes where the order's next parcels go. What the shopper gave is kept, and Stripe, which knows that alone, changes
 * nothing here any more. The history names the fields that were changed, and none of their texts.
 * @throws when the admin may not
 */
export async function correctAddress(orderId: string, typed: AddressInput): Promise<CorrectionResult> {
  const admin = await requireAdmin("orders.fulfill");
  return transaction(async (tx) => {
    const order = await loadOpen(tx, orderId);
    if (typeof order === "string") return { kind: order };
    const address = readAddress(typed, order.address);
    if ("fault" in address) return { kind: "refused", ...address };
    const fields = changedFields(order.address, address);
    if (fields.length === 0) return { kind: "unchanged" };
    const isOriginal = order.original !== null && changedFields(order.original, address).length === 0;
    await tx.order.update({
      where: { id: orderId },
      data: {
        shippingAddress: address,
        originalAddress: isOriginal ? Prisma.DbNull : (order.original ?? order.address),
      },
      select: { id: true },
    });
    const by = { cause: "admin", causeRef: admin.name } as const;
    await recordOrderEvent(tx, orderId, by, { kind: "address_corrected", data: { fields } });
    const object = `order:${orderId}`;
    await audit(tx, {
      by: admin,
      action: "order_address_corrected",
      object,
      after: { fields: fields.join(" ") },
    });
    return { kind: "corrected" };
  });
}

/**
 * Lets parcels go to the address again that the shopper gave.
 * @returns gone: it was not corrected, or is its own again
 * @throws when the admin may not
 */
export async function restoreAddress(
  orderId: string,
): Promise<"restored" | "gone" | "all_sent" | "no_address" | "unknown_order"> {
  const admin = await requireAdmin("orders.fulfill");
  return transaction(async (tx) => {
    const order = await loadOpen(tx, orderId);
    if (typeof order === "string") return order;
    if (order.original === null) return "gone";
    await tx.order.update({
      where: { id: orderId },
      data: { shippingAddress: order.original, originalAddress: Prisma.DbNull },
      select: { id: true },
    });
    const by = { cause: "admin", causeRef: admin.name } as const;
    await recordOrderEvent(tx, orderId, by, { kind: "address_restored", data: {} });
    await audit(tx, { by: admin, action: "order_address_restored", object: `order:${orderId}` });
    return "restored";
  });
}

type Open = { address: PostalAddress; original: PostalAddress | null };

/** Locks the order. */
async function loadOpen(
  tx: Tx,
  orderId: string,
): Promise<Open | "unknown_order" | "no_address" | "all_sent"> {
  const sending = await loadSending(tx, orderId);
  if (!sending) return "unknown_order";
  if (!isAddressOpen(sending.paymentState, sending.lines)) return "all_sent";
  const { shippingAddress, originalAddress } = await tx.order.findUniqueOrThrow({
    where: { id: orderId },
    select: { shippingAddress: true, originalAddress: true },
  });
  if (shippingAddress === null) return "no_address";
  // Both are written in this shape alone.
  return { address: shippingAddress as PostalAddress, original: originalAddress as PostalAddress | null };
}
