import { redirect } from "next/navigation";
import type { CartContents } from "@/domain/cart/cart";
import type { CheckoutStart, CheckoutUi } from "@/domain/checkout/checkout";
import { forgetCart, rememberCheckout } from "@/server/cart/cart-cookie";
import { findPaidCart } from "@/server/orders/place/open-order";
import { env } from "@/server/platform/env";

/** Where the browser goes after an order of this cart was asked for. */
export async function leadOn(start: CheckoutStart, ordered: CartContents): Promise<never> {
  switch (start.kind) {
    case "ready":
      await rememberCheckout(start.reference, ordered);
      return redirect(start.hostedUrl ?? "/checkout");
    case "already_paid":
      await forgetCart(await findPaidCart(ordered.key));
      return redirect(start.reference ? `/orders/${start.reference}` : "/cart?problem=paid");
    case "cart_changed":
      return redirect("/cart?problem=changed");
    case "discount_gone":
      return redirect("/checkout/details?problem=discount");
    case "details":
      return redirect("/checkout/details");
    case "empty":
      return redirect("/cart");
    case "free":
      return redirect("/checkout/free");
    case "too_small":
    case "too_large":
    case "too_many":
    case "held_long":
      return redirect(`/cart?problem=${start.kind}`);
    case "unavailable":
      return redirect("/cart?problem=checkout");
    case "closed":
      return redirect("/cart?problem=closed");
  }
}

/** Where a browser waits before it may check out, and what it then sends. */
export function waitPage(ui: string | undefined, shown: string): string {
  const query = new URLSearchParams({ ui: wantedUi(ui), shown });
  return `/checkout/wait?${query}`;
}

export function wantedUi(ui: string | undefined): CheckoutUi {
  const canEmbed = env().CHECKOUT_UI === "embedded_page" && ui === "embedded_page";
  return canEmbed ? "embedded_page" : "hosted_page";
}
