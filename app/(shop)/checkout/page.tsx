import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { heldReference } from "@/server/cart/cart-cookie";
import { getCheckout } from "@/server/checkout/checkout-page";
import { listPolicies } from "@/server/content/pages/get-page";
import { env, shopLocale } from "@/server/platform/env";
import { requireSurface } from "@/server/platform/surface";
import { CheckoutOpen } from "@/ui/shop/checkout/checkout-open";
import { CheckoutUnavailable } from "@/ui/shop/checkout/checkout-unavailable";
import { refreshCheckout } from "./actions";

export const dynamic = "force-dynamic";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t("shop.checkout.title"), robots: { index: false } };
}

export default async function CheckoutPage() {
  requireSurface("shop");
  const reference = await heldReference();
  const view = reference && (await getCheckout(reference));
  if (!view) redirect("/cart");
  // Reconciled there, and the cart emptied, in case the shopper closed the page on the way back from paying.
  if (view.kind === "complete") redirect(`/checkout/return/${reference}`);
  // There is said what became of it, and how to go on.
  if (view.kind === "expired") redirect(`/orders/${reference}`);
  if (view.kind === "unavailable") return <CheckoutUnavailable />;
  const { CHECKOUT_UI } = env();
  return (
    <CheckoutOpen
      view={view}
      locale={shopLocale()}
      checkoutUi={CHECKOUT_UI}
      refresh={refreshCheckout}
      policies={await listPolicies()}
    />
  );
}
