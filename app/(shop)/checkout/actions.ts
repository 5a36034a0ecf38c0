"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { shopAction } from "@/app/action";
import type { CheckoutUi } from "@/domain/checkout/checkout";
import { forgetCart, getCart, rememberCheckout } from "@/server/cart/cart-cookie";
import { changeCart } from "@/server/cart/change-cart";
import { quoteCart } from "@/server/cart/quote-cart";
import { admitCheckout } from "@/server/checkout/admit-checkout";
import { startCheckout } from "@/server/checkout/start-checkout";
import { findPaidCart } from "@/server/orders/place/open-order";
import { env } from "@/server/platform/env";
import { fingerprintOf } from "@/ui/shop/cart/cart-fingerprint";
import { readShopper } from "./read-shopper";

const Form = z.object({
  /** The fingerprint of the cart that the shopper looked at; missing where no cart was shown. */
  shown: z.string().optional().catch(""),
  ui: z.string().optional().catch(undefined),
  /** What the browser answers to a challenge, when it was asked for a proof of work. */
  work: z.string().max(200).optional().catch(undefined),
});

/** "Check out": what the shopper has seen becomes an order, and the browser goes where it is paid. */
export const beginCheckout = shopAction(Form, async ({ shown, ui, work }): Promise<void> => {
  const contents = await getCart();
  if (!contents) redirect("/cart");
  const shopper = await readShopper();
  const cart = await quoteCart(contents, shopper.countedAs);
  const hasSeen = shown === undefined ? !cart.hasNotices : shown === fingerprintOf(cart);
  if (!hasSeen) redirect("/cart?problem=changed");
  // What costs nothing is admitted by its own form.
  const admission = cart.plan.kind === "free" ? "admitted" : await admitCheckout(work ?? null);
  if (admission === "busy") redirect("/cart?problem=busy");
  if (admission === "work") redirect(waitPage(ui, shown));
  const accepted = await changeCart({ kind: "accept" }, shopper.countedAs ?? undefined);
  if (!accepted.isDone) redirect("/cart");

  const { cart: ordered } = accepted;
  const start = await startCheckout({ cart: ordered, ui: wantedUi(ui), ...shopper });
  switch (start.kind) {
    case "ready":
      await rememberCheckout(start.reference, ordered);
      redirect(start.hostedUrl ?? "/checkout");
      break;
    case "already_paid":
      await forgetCart(await findPaidCart(ordered.key));
      redirect(start.reference ? `/orders/${start.reference}` : "/cart?problem=paid");
      break;
    case "cart_changed":
      redirect("/cart?problem=changed");
      break;
    case "empty":
      redirect("/cart");
      break;
    case "free":
      redirect("/checkout/free");
      break;
    case "too_small":
    case "too_large":
    case "too_many":
    case "held_long":
      redirect(`/cart?problem=${start.kind}`);
      break;
    case "unavailable":
      redirect("/cart?problem=checkout");
      break;
    case "closed":
      redirect("/cart?problem=closed");
  }
});

function waitPage(ui: string | undefined, shown: string | undefined): string {
  const query = new URLSearchParams({ ui: wantedUi(ui), ...(shown === undefined ? {} : { shown }) });
  return `/checkout/wait?${query}`;
}

function wantedUi(ui: string | undefined): CheckoutUi {
  const canEmbed = env().CHECKOUT_UI === "embedded_page" && ui === "embedded_page";
  return canEmbed ? "embedded_page" : "hosted_page";
}
