import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { heldReference } from "@/server/cart/cart-cookie";
import { getCheckout } from "@/server/checkout/checkout-page";
import { getReceipt } from "@/server/orders/mail/get-receipt";
import { env } from "@/server/platform/env";
import { requireSurface } from "@/server/platform/surface";
import { CheckoutEnded } from "@/ui/shop/checkout/checkout-ended";
import { CheckoutOpen } from "@/ui/shop/checkout/checkout-open";
import { beginCheckout } from "./actions";

export const dynamic = "force-dynamic";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("shop.checkout.title"), robots: { index: false } };
}

export default async function CheckoutPage() {
  requireSurface("shop");
  const reference = await heldReference();
  const [view, receipt] = reference
    ? await Promise.all([getCheckout(reference), getReceipt(reference)])
    : [null, null];
  if (!view || !receipt) redirect("/cart");
  // Reconciled there, and the cart emptied, in case the shopper closed the page on the way back from paying.
  if (view.kind === "complete") redirect(`/checkout/return/${reference}`);
  if (view.kind !== "open") return <CheckoutEnded kind={view.kind} />;
  return (
    <CheckoutOpen view={view} receipt={receipt} locale={env().SHOP_LOCALE} payOnStripe={beginCheckout} />
  );
}
