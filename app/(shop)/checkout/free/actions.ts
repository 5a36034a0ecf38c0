"use server";

import { redirect } from "next/navigation";
import { CONTACT_FIELDS, type ContactValues, type FreeOrderState } from "@/domain/checkout/checkout";
import { translator } from "@/messages/messages";
import { forgetCart, getCart } from "@/server/cart/cart-cookie";
import { quoteCart } from "@/server/cart/quote-cart";
import { readContact, startFreeOrder } from "@/server/checkout/start-free-order";
import { findOrderedCart } from "@/server/orders/place/open-order";
import { shopLocale } from "@/server/platform/env";
import { requireSameOrigin } from "@/server/platform/same-origin";
import { requireSurface } from "@/server/platform/surface";

/** "Place the order" of a cart that costs nothing. */
export async function placeFree(_former: FreeOrderState, form: FormData): Promise<FreeOrderState> {
  requireSurface("shop");
  await requireSameOrigin();
  const cart = await getCart();
  if (!cart) redirect("/cart");
  const { plan, requiresShipping } = await quoteCart(cart);
  if (plan.kind !== "free") redirect("/cart?problem=changed");
  const values = Object.fromEntries(
    CONTACT_FIELDS.map((name) => [name, textOf(form, name)]),
  ) as ContactValues;
  const read = readContact(values, requiresShipping);
  const t = translator(shopLocale());
  if ("faults" in read) {
    const faults = Object.entries(read.faults).map(([field, fault]) => [
      field,
      t(`shop.checkout.free.fault.${fault}`),
    ]);
    return { values, faults: Object.fromEntries(faults), problem: null };
  }
  const start = await startFreeOrder(cart, read.contact);
  switch (start.kind) {
    case "ready":
    case "already_paid":
      await forgetCart(await findOrderedCart(start.reference));
      redirect(`/orders/${start.reference}`);
      break;
    case "unavailable":
      return {
        values,
        faults: {},
        problem: t("shop.checkout.free.problem"),
      };
    default:
      redirect("/cart?problem=changed");
  }
}

function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value.slice(0, 500) : "";
}
