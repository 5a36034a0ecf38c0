import "server-only";
import { randomUUID } from "node:crypto";
import type { CartContents } from "@/domain/cart/cart";
import { findOpenOrder, findOrderByReference, isOwn } from "../orders/place/open-order";
import type { Shopper } from "../orders/place/shopper";
import { log } from "../platform/log";
import { requireSurface } from "../platform/surface";
import { StripeCallError } from "../stripe/stripe-call-error";
import { endOpenOrder } from "./open-order";

/**
 * What to check out with in order to pay an order that waits for it, by its link. Only the browser that placed it goes
 * on with that order. For any other one it is ended, so that it cannot be paid twice, and its lines are ordered under
 * a key that no other browser has.
 * @returns `over`: it does not wait for payment any more; `unavailable`: Stripe does not answer, and nothing has changed
 */
export async function reopenOrder(
  reference: string,
  shopper: Shopper,
): Promise<CartContents | "over" | "unavailable"> {
  requireSurface("shop");
  const order = await findOrderByReference(reference);
  const open = order && (await findOpenOrder(order.cartKey));
  if (!open || open.id !== order.id || open.isFree) return "over";
  const lines = open.lines.flatMap(({ variantId, quantity, unitPriceMinor }) =>
    variantId ? [{ variantId, quantity, seenMinor: unitPriceMinor }] : [],
  );
  if (isOwn(open, shopper)) return { key: order.cartKey, lines };
  try {
    const ended = await endOpenOrder(open);
    if (ended === null) return { key: randomUUID(), lines };
    return ended.kind === "unavailable" ? "unavailable" : "over";
  } catch (error) {
    if (!(error instanceof StripeCallError)) throw error;
    log.error({ err: error, orderId: open.id }, "an order could not be ended for another browser");
    return "unavailable";
  }
}
