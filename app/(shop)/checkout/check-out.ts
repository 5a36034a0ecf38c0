import { redirect } from "next/navigation";
import type { CheckoutDetails } from "@/domain/checkout/details";
import { getCart } from "@/server/cart/cart-cookie";
import { changeCart } from "@/server/cart/change-cart";
import { quoteCart } from "@/server/cart/quote-cart";
import { admitCheckout } from "@/server/checkout/admit-checkout";
import { startCheckout } from "@/server/checkout/start-checkout";
import { fingerprintOf } from "@/ui/shop/cart/cart-fingerprint";
import { leadOn, waitPage, wantedUi } from "./lead-on";
import { readShopper } from "./read-shopper";

type Asked = {
  /** The fingerprint of what the shopper looked at; undefined where nothing was shown. */
  shown?: string | undefined;
  /** The total of an order that the shopper has placed and goes back to; undefined: there is none. */
  agreedMinor?: bigint | undefined;
  ui?: string | undefined;
  /** What the browser answers to a challenge, when it was asked for a proof of work. */
  work?: string | undefined;
  /** What the shopper has told; null: it is asked for first. */
  details: CheckoutDetails | null;
};

/** What the shopper has seen and told becomes an order, and the browser goes where it is paid. */
export async function checkOut({ shown, agreedMinor, ui, work, details }: Asked): Promise<void> {
  const contents = await getCart();
  if (!contents) redirect("/cart");
  if (details === null) redirect("/checkout/details");
  const shopper = await readShopper();
  const cart = await quoteCart(contents, shopper.countedAs, { details });
  const hasChanged = shown === undefined ? cart.hasNotices : shown !== fingerprintOf(cart);
  if (hasChanged) redirect("/cart?problem=changed");
  if (shown === undefined && cart.totals.total.amountMinor !== agreedMinor) redirect("/checkout/details");
  // What costs nothing is admitted by its own form.
  const admission = cart.plan.kind === "free" ? "admitted" : await admitCheckout(work ?? null);
  if (admission === "busy") redirect("/cart?problem=busy");
  if (admission === "work") redirect(waitPage(ui, shown ?? fingerprintOf(cart)));
  const accepted = await changeCart({ kind: "accept" }, shopper.countedAs ?? undefined);
  if (!accepted.isDone) redirect("/cart");

  const { cart: ordered } = accepted;
  const start = await startCheckout({ cart: ordered, ui: wantedUi(ui), details, agreed: cart, ...shopper });
  await leadOn(start, ordered);
}
