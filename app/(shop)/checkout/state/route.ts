import { getCart, heldReference } from "@/server/cart/cart-cookie";
import { getCheckoutState } from "@/server/checkout/checkout-page";
import { requireSurface } from "@/server/platform/surface";
import { rememberVisitor } from "@/server/platform/visitor";

/** Asked by an open checkout page: is what it shows still what would be paid? */
export async function GET(request: Request) {
  requireSurface("shop");
  const orderId = new URL(request.url).searchParams.get("order") ?? "";
  const { key: visitor } = await rememberVisitor();
  const state = await getCheckoutState(orderId, await heldReference(), await getCart(), visitor);
  return Response.json(state, { headers: { "cache-control": "no-store" } });
}
