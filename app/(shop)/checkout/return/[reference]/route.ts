import { NextResponse } from "next/server";
import { forgetCart } from "@/server/cart/cart-cookie";
import { finishReturn } from "@/server/checkout/checkout-page";
import { findOrderedCart } from "@/server/orders/place/open-order";
import { env } from "@/server/platform/env";
import { requireSurface } from "@/server/platform/surface";

/** Where the payment page sends the shopper: reconcile the order, empty the cart that was paid, show the order. */
export async function GET(_request: Request, { params }: { params: Promise<{ reference: string }> }) {
  requireSurface("shop");
  const { reference } = await params;
  const finished = await finishReturn(reference);
  if (finished?.isPaid) await forgetCart(await findOrderedCart(reference));
  // Built from the configured origin, never from a header that the caller may choose.
  return NextResponse.redirect(`${env().APP_ORIGIN}/orders/${encodeURIComponent(reference)}`, 303);
}
