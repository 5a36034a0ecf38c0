"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { shopAction } from "@/app/action";
import { getCart, heldReference } from "@/server/cart/cart-cookie";
import { changeCart } from "@/server/cart/change-cart";
import { quoteCart } from "@/server/cart/quote-cart";
import { admitCheckout } from "@/server/checkout/admit-checkout";
import { orderAgain } from "@/server/checkout/order-again";
import { reopenOrder } from "@/server/checkout/reopen-order";
import { startCheckout } from "@/server/checkout/start-checkout";
import { findOrderedCart } from "@/server/orders/place/open-order";
import { fingerprintOf } from "@/ui/shop/cart/cart-fingerprint";
import { leadOn, waitPage, wantedUi } from "./lead-on";
import { readShopper } from "./read-shopper";

const Form = z.object({
  /** The fingerprint of the cart that the shopper looked at; missing where no cart was shown. */
  shown: z.string().optional().catch(""),
  ui: z.string().optional().catch(undefined),
  /** What the browser answers to a challenge, when it was asked for a proof of work. */
  work: z.string().max(200).optional().catch(undefined),
});

/** "Check out": what the shopper has seen becomes an order, and the browser goes where it is paid. */
export const beginCheckout = shopAction(Form, checkOutCart);

async function checkOutCart({ shown, ui, work }: z.output<typeof Form>): Promise<void> {
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
  await leadOn(start, ordered);
}

/** An open checkout page asks for another one: of the cart that it was opened with, or else of the same order. */
export const refreshCheckout = shopAction(Form, async (input): Promise<void> => {
  const [cart, reference] = [await getCart(), await heldReference()];
  const ordered = reference === null ? null : await findOrderedCart(reference);
  if (reference === null || ordered === null || cart?.key === ordered.key) await checkOutCart(input);
  else await payFor({ reference, ui: input.ui });
});

const Order = z.object({ reference: z.string().max(64), ui: z.string().optional().catch(undefined) });

/** "Go back to payment": this browser's own order goes on; another browser's is ended and placed again for this one. */
export const payOrder = shopAction(Order, payFor);

async function payFor({ reference, ui }: z.output<typeof Order>): Promise<void> {
  const shopper = await readShopper();
  const admission = await admitCheckout(null);
  const cart = admission === "busy" ? "unavailable" : await reopenOrder(reference, shopper);
  if (cart === "over") redirect(`/orders/${encodeURIComponent(reference)}`);
  if (cart === "unavailable" || admission !== "admitted") {
    await orderAgain(reference);
    redirect(
      admission === "work"
        ? waitPage(ui, undefined)
        : `/cart?problem=${admission === "busy" ? "busy" : "checkout"}`,
    );
  }
  const quote = await quoteCart(cart, shopper.countedAs);
  const start = quote.hasNotices
    ? ({ kind: "cart_changed" } as const)
    : await startCheckout({ cart, ui: wantedUi(ui), ...shopper });
  // The cart's page says what stands in the way, of what is in the cart.
  if (start.kind !== "ready" && start.kind !== "already_paid") await orderAgain(reference);
  await leadOn(start, cart);
}
