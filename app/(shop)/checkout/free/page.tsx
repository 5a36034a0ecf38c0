import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { getCart } from "@/server/cart/cart-cookie";
import { getDetails } from "@/server/cart/details-cookie";
import { quoteCart } from "@/server/cart/quote-cart";
import { shopLocale } from "@/server/platform/env";
import { requireSurface } from "@/server/platform/surface";
import { getCountedAs } from "@/server/platform/visitor";
import { countriesShippedTo } from "@/server/settings/shipping-shop";
import { FreeCheckout } from "@/ui/shop/checkout/free-checkout";
import { placeFree } from "./actions";

export const dynamic = "force-dynamic";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("shop.checkout.title"), robots: { index: false } };
}

export default async function FreeCheckoutPage() {
  requireSurface("shop");
  const contents = await getCart();
  if (!contents || contents.lines.length === 0) redirect("/cart");
  const cart = await quoteCart(contents, await getCountedAs(), { details: await getDetails() });
  if (cart.plan.kind !== "free" || cart.itemCount === 0) redirect("/cart");
  return (
    <FreeCheckout
      cart={cart}
      locale={shopLocale()}
      countries={cart.requiresShipping ? countriesShippedTo() : null}
      action={placeFree}
    />
  );
}
