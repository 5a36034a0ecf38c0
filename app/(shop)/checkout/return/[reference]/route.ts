import { NextResponse } from "next/server";
import { forgetCart } from "@/server/cart/forget-cart";
import { finishReturn } from "@/server/checkout/finish-return";
import { env } from "@/server/env";
import { findOrderedCart } from "@/server/orders/find-ordered-cart";
import { requireSurface } from "@/server/surface";

/** Where the payment page sends the shopper: ring, empty the cart that was paid, show the order. */
export async function GET(_request: Request, { params }: { params: Promise<{ reference: string }> }) {
  requireSurface("shop");
  const { reference } = await params;
  const finished = await finishReturn(reference);
  if (finished?.isPaid) await forgetCart(await findOrderedCart(reference));
  // Built from the configured origin, never from a header that the caller may choose.
  return NextResponse.redirect(`${env().APP_ORIGIN}/orders/${encodeURIComponent(reference)}`, 303);
}
