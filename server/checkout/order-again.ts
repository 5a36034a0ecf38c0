import "server-only";
import { putInto } from "../cart/change-cart";
import { findOrderLines } from "../orders/place/open-order";
import { requireSurface } from "../platform/surface";

/**
 * Puts what an order had into this browser's cart, at the prices that were agreed then: the cart's page says what has
 * changed since. A second time changes nothing.
 * @returns `partly`: something is not even in the catalog any more; `full`: the cart has no room for all of it; null:
 * there is no such order
 */
export async function orderAgain(reference: string): Promise<"filled" | "partly" | "full" | null> {
  requireSurface("shop");
  const ordered = await findOrderLines(reference);
  if (!ordered) return null;
  const known = ordered.flatMap(({ variantId, quantity, unitPriceMinor }) =>
    variantId ? [{ variantId, quantity, seenMinor: unitPriceMinor }] : [],
  );
  if (!(await putInto(known))) return "full";
  return known.length < ordered.length ? "partly" : "filled";
}
