"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { shopAction } from "@/app/action";
import type { ContactValues, FreeOrderState } from "@/domain/checkout/checkout";
import { translator } from "@/messages/messages";
import { forgetCart, getCart } from "@/server/cart/cart-cookie";
import { getDetails, keepDetails } from "@/server/cart/details-cookie";
import { quoteCart } from "@/server/cart/quote-cart";
import { admitCheckout } from "@/server/checkout/admit-checkout";
import { makeChallenge, WAIT_SECONDS } from "@/server/checkout/proof-of-work";
import { readContact, startFreeOrder } from "@/server/checkout/start-free-order";
import { findPaidCart } from "@/server/orders/place/open-order";
import { shopLocale } from "@/server/platform/env";
import { readShopper } from "../read-shopper";

const Text = z
  .string()
  .transform((text) => text.slice(0, 500))
  .catch("");
// readContact finds what is missing or wrong, for a message next to each field.
const Contact = z.object({
  email: Text,
  name: Text,
  line1: Text,
  line2: Text,
  postalCode: Text,
  city: Text,
  region: Text,
  country: Text,
}) satisfies z.ZodType<ContactValues>;
const Form = Contact.extend({ work: Text });

/** "Place the order" of a cart that costs nothing. */
export const placeFree = shopAction(Form, placeFreeOrder, (problem, form): FreeOrderState => {
  return { values: Contact.parse(Object.fromEntries(form)), faults: {}, problem, challenge: null };
});

async function placeFreeOrder({ work, ...values }: z.output<typeof Form>): Promise<FreeOrderState> {
  const cart = await getCart();
  if (!cart) redirect("/cart");
  const shopper = await readShopper();
  const details = await getDetails();
  const { plan, requiresShipping } = await quoteCart(cart, shopper.countedAs, { details });
  if (plan.kind !== "free") redirect("/cart?problem=changed");
  const read = readContact(values, requiresShipping);
  const t = translator(shopLocale());
  if ("faults" in read) {
    const faults = Object.entries(read.faults).map(([field, fault]) => [
      field,
      t(`shop.checkout.free.fault.${fault}`),
    ]);
    return { values, faults: Object.fromEntries(faults), problem: null, challenge: null };
  }
  const refuse = (problem: string, challenge: string | null = null) => ({
    values,
    faults: {},
    problem,
    challenge,
  });
  const admission = await admitCheckout(work || null);
  if (admission === "busy") return refuse(t("shop.cart.problem.busy"));
  if (admission === "work")
    return refuse(t("shop.checkout.free.work", { seconds: WAIT_SECONDS }), makeChallenge());
  const start = await startFreeOrder(cart, read.contact, shopper, details);
  switch (start.kind) {
    case "sent":
      redirect("/checkout/free/sent");
      break;
    // The details page says how much, and takes the payment.
    case "paid":
      await keepDetails(start.details);
      redirect("/checkout/details");
      break;
    case "already_paid":
      await forgetCart(await findPaidCart(cart.key));
      redirect(start.reference ? `/orders/${start.reference}` : "/cart?problem=paid");
      break;
    case "unavailable":
      return refuse(t("shop.checkout.free.problem"));
    case "too_many_mails":
      return refuse(t("shop.checkout.free.tooManyMails"));
    case "too_many":
    case "held_long":
      return refuse(t(`shop.cart.problem.${start.kind}`));
    default:
      redirect("/cart?problem=changed");
  }
}
