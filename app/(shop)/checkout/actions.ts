"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { shopAction } from "@/app/action";
import { hasSameUnits } from "@/domain/checkout/checkout-state";
import { getCart, heldReference } from "@/server/cart/cart-cookie";
import { getDetails } from "@/server/cart/details-cookie";
import { quoteCart } from "@/server/cart/quote-cart";
import { admitCheckout } from "@/server/checkout/admit-checkout";
import { orderAgain } from "@/server/checkout/order-again";
import { reopenOrder } from "@/server/checkout/reopen-order";
import { startCheckout } from "@/server/checkout/start-checkout";
import { findOrderedCart } from "@/server/orders/place/open-order";
import { checkOut } from "./check-out";
import { leadOn, wantedUi } from "./lead-on";
import { readShopper } from "./read-shopper";

const Form = z.object({
  /** The fingerprint of the cart that the shopper looked at; missing where no cart was shown. */
  shown: z.string().optional().catch(""),
  ui: z.string().optional().catch(undefined),
  /** What the browser answers to a challenge, when it was asked for a proof of work. */
  work: z.string().max(200).optional().catch(undefined),
});

/** What the shopper has seen and told becomes an order. */
export const beginCheckout = shopAction(Form, async (input): Promise<void> => {
  await checkOut({ ...input, details: await getDetails() });
});

/** An open checkout page asks for another one: of the cart that it was opened with, or else of the same order. */
export const refreshCheckout = shopAction(Form, async (input): Promise<void> => {
  const [cart, reference] = [await getCart(), await heldReference()];
  const ordered = reference === null ? null : await findOrderedCart(reference);
  if (reference !== null && ordered !== null && cart?.key !== ordered.key)
    return payFor({ reference, ui: input.ui });
  const isSame = cart !== null && ordered !== null && hasSameUnits(cart, ordered);
  const agreedMinor = isSame ? ordered.totalMinor : undefined;
  await checkOut({ ui: input.ui, agreedMinor, details: await getDetails() });
});

const Order = z.object({ reference: z.string().max(64), ui: z.string().optional().catch(undefined) });

/** "Go back to payment": this browser's own order goes on; another browser's is ended and placed again for this one. */
export const payOrder = shopAction(Order, payFor);

async function payFor({ reference, ui }: z.output<typeof Order>): Promise<void> {
  const shopper = await readShopper();
  const details = await getDetails();
  const admission = details === null ? "admitted" : await admitCheckout(null);
  const cart = admission === "busy" ? "unavailable" : await reopenOrder(reference, shopper);
  if (cart === "over") redirect(`/orders/${encodeURIComponent(reference)}`);
  if (cart === "unavailable" || admission !== "admitted") {
    await orderAgain(reference);
    // Its button asks for the work.
    if (admission === "work") redirect("/checkout/details");
    redirect(`/cart?problem=${admission === "busy" ? "busy" : "checkout"}`);
  }
  const quote = await quoteCart(cart, shopper.countedAs, { details });
  const agreed = await findOrderedCart(reference);
  // Another browser, where what the first one's shopper told is asked for; or it comes to something else by now.
  if (details === null || quote.totals.total.amountMinor !== agreed?.totalMinor) {
    await orderAgain(reference);
    redirect(quote.hasNotices ? "/cart?problem=changed" : "/checkout/details");
  }
  const start = quote.hasNotices
    ? ({ kind: "cart_changed" } as const)
    : await startCheckout({ cart, ui: wantedUi(ui), details, agreed: quote, ...shopper });
  // The cart's page says what stands in the way, of what is in the cart.
  if (start.kind !== "ready" && start.kind !== "already_paid") await orderAgain(reference);
  await leadOn(start, cart);
}
