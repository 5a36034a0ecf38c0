"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { shopAction } from "@/app/action";
import type { DetailsState } from "@/domain/checkout/checkout";
import {
  type CheckoutDetails,
  findDetailFaults,
  MAX_DETAIL,
  NO_DETAILS,
  readDetails,
} from "@/domain/checkout/details";
import { MAX_CODES } from "@/domain/discounts/discount";
import { translator } from "@/messages/messages";
import { addCode, withoutCode } from "@/server/cart/cart-codes";
import { getCart } from "@/server/cart/cart-cookie";
import { changeCart } from "@/server/cart/change-cart";
import { getDetails, keepDetails } from "@/server/cart/details-cookie";
import { quoteCart } from "@/server/cart/quote-cart";
import { shopLocale } from "@/server/platform/env";
import { settings } from "@/server/platform/settings/settings";
import { countriesShippedTo } from "@/server/settings/shipping-shop";
import { checkVatId } from "@/server/tax/check-vat-id";
import { fingerprintOf } from "@/ui/shop/cart/cart-fingerprint";
import { checkOut } from "../check-out";
import { readShopper } from "../read-shopper";

const Cart = z.object({
  /** The fingerprint of the cart that the shopper looked at. */
  shown: z.string().max(200).catch(""),
});

/** "Check out": what the cart's page has shown is taken, and what must be known is asked for. */
export const openDetails = shopAction(Cart, async ({ shown }): Promise<void> => {
  const contents = await getCart();
  if (!contents) redirect("/cart");
  const { countedAs } = await readShopper();
  const told = await getDetails();
  const cart = await quoteCart(contents, countedAs, { codes: told?.codes ?? [] });
  if (shown !== fingerprintOf(cart)) redirect("/cart?problem=changed");
  if (cart.plan.kind === "too_small" || cart.plan.kind === "too_large")
    redirect(`/cart?problem=${cart.plan.kind}`);
  const accepted = await changeCart({ kind: "accept" }, countedAs ?? undefined);
  if (!accepted.isDone || accepted.count === 0) redirect("/cart");
  // Where it goes is known from before: what sending there costs has a part in it.
  const known = told?.country ? await quoteCart(contents, countedAs, { details: told }) : cart;
  redirect(known.plan.kind === "free" ? "/checkout/free" : "/checkout/details");
});

const Form = Cart.extend({
  intent: z.enum(["update", "order"]).catch("update"),
  ui: z.string().optional().catch(undefined),
  /** "stay": the page has JavaScript and is drawn again where it is, so that nothing that is being typed is lost. */
  after: z.literal("stay").optional().catch(undefined),
  email: z.string().optional().catch(undefined),
  country: z.string().optional().catch(undefined),
  region: z.string().optional().catch(undefined),
  rateId: z.string().optional().catch(undefined),
  postalCode: z.string().optional().catch(undefined),
  company: z.string().optional().catch(undefined),
  vatId: z.string().optional().catch(undefined),
  /** Its line breaks are two characters in a form, and one where they are counted. */
  note: z
    .string()
    .transform((text) => text.replaceAll("\r\n", "\n").trim().slice(0, MAX_DETAIL.note))
    .optional()
    .catch(undefined),
  /** A code that was typed, and one that is to be removed. */
  code: z.string().max(500).catch(""),
  remove: z.string().max(500).catch(""),
});

/** Keeps what was told; "order" places the order, if it comes to what the shopper has seen. */
export const sendDetails = shopAction(Form, takeDetails, (problem): DetailsState => {
  return { values: NO_DETAILS, faults: {}, problem };
});

type Typed = Partial<
  Record<"email" | "country" | "postalCode" | "region" | "rateId" | "note", string | undefined>
>;

/** The postcode and the region of another country are not of this one. */
function withTyped(kept: CheckoutDetails | null, typed: Typed): CheckoutDetails {
  const given = readDetails({ ...NO_DETAILS, ...kept, ...typed }) ?? NO_DETAILS;
  const told = settings("shipping").asksNote ? given : { ...given, note: "" };
  if (kept === null || kept.country === "" || kept.country === told.country) return told;
  const newly = (field: "postalCode" | "region") => (told[field] === kept[field] ? "" : told[field]);
  return { ...told, postalCode: newly("postalCode"), region: newly("region") };
}

async function takeDetails({
  intent,
  shown,
  ui,
  after,
  code,
  remove,
  ...typed
}: z.output<typeof Form>): Promise<DetailsState> {
  const contents = await getCart();
  if (!contents) redirect("/cart");
  const shopper = await readShopper();
  const former = withTyped(await getDetails(), typed);
  const kept = remove ? withoutCode(former, remove) : former;
  const { details: told, refused: codeProblem } = await addCode(contents, kept, code, shopper);
  // It may wait for VIES; the quote below only reads what is known.
  if (settings("tax").isOn && told.vatId !== "") await checkVatId(told.vatId);
  const cart = await quoteCart(contents, shopper.countedAs, { details: told });
  const details: CheckoutDetails = { ...told, rateId: cart.shipping?.id ?? null };
  await keepDetails(details);
  if (cart.hasNotices) redirect("/cart?problem=changed");
  const t = translator(shopLocale());
  if (codeProblem && after === "stay")
    return { values: details, faults: {}, problem: t(`shop.discount.${codeProblem}`, { most: MAX_CODES }) };
  if (codeProblem) redirect(`/checkout/details?problem=${codeProblem}`);
  if (intent === "update" && after === "stay") return null;
  if (intent === "update") redirect("/checkout/details");
  const faults = findDetailFaults(details, cart, countriesShippedTo());
  if (faults.length > 0)
    return {
      values: details,
      faults: Object.fromEntries(faults.map((fault) => [fault, t(`shop.checkout.details.fault.${fault}`)])),
      problem: null,
    };
  if (shown !== fingerprintOf(cart))
    return { values: details, faults: {}, problem: t("shop.checkout.details.totalChanged") };
  await checkOut({ shown, ui, details });
  return null;
}
