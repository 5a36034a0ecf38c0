import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getCart } from "@/server/cart/cart-cookie";
import { readCart } from "@/server/cart/read-cart";
import { planCart } from "@/server/checkout/plan-cart";
import { env } from "@/server/platform/env";
import { requireSurface } from "@/server/platform/surface";
import { FreeCheckout } from "@/ui/shop/checkout/free-checkout";
import { placeFree } from "./actions";

export const dynamic = "force-dynamic";
export const metadata: Metadata = { title: "Checkout", robots: { index: false } };

export default async function FreeCheckoutPage() {
  requireSurface("shop");
  const contents = await getCart();
  if (!contents || contents.lines.length === 0) redirect("/cart");
  const [cart, plan] = await Promise.all([readCart(contents), planCart(contents.lines)]);
  if (plan.kind !== "free" || cart.itemCount === 0) redirect("/cart");
  const { SHOP_LOCALE, SHOP_COUNTRIES, shippingRates } = env();
  const rate = shippingRates.find(({ amountMinor }) => amountMinor === 0n);
  return (
    <FreeCheckout
      cart={cart}
      locale={SHOP_LOCALE}
      countries={plan.isSent ? SHOP_COUNTRIES : null}
      shippingName={plan.isSent ? (rate?.name ?? null) : null}
      action={placeFree}
    />
  );
}
