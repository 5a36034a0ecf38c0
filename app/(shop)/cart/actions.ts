"use server";

import { RedirectType, redirect } from "next/navigation";
import { MAX_LINES, MAX_QUANTITY } from "@/domain/cart/cart";
import { translator } from "@/messages/messages";
import { type CartChange, changeCart } from "@/server/cart/change-cart";
import { shopLocale } from "@/server/platform/env";
import { requireSameOrigin } from "@/server/platform/same-origin";
import { requireSurface } from "@/server/platform/surface";
import type { AddState } from "@/ui/shop/product/add-to-cart";

/** From the product page. Its form says whether the page can stay and tell the shopper, or must lead to the cart. */
export async function addToCart(_former: AddState, form: FormData): Promise<AddState> {
  requireSurface("shop");
  await requireSameOrigin();
  const result = await changeCart({
    kind: "add",
    variantId: textOf(form, "variantId"),
    quantity: textOf(form, "quantity") || "1",
  });
  if (form.get("then") !== "stay") redirect(result.isDone ? "/cart" : `/cart?problem=${result.reason}`);
  const t = translator(shopLocale());
  if (!result.isDone) {
    const limits = { maxLines: MAX_LINES, maxQuantity: MAX_QUANTITY };
    return { kind: "refused", message: t(`shop.cart.problem.${result.reason}`, limits) };
  }
  const count = result.cart.lines.reduce((units, { quantity }) => units + quantity, 0);
  return {
    kind: "added",
    message: t(result.isReduced ? "shop.cart.addedLess" : "shop.cart.added", { count }),
  };
}

/** From the cart: the wanted quantity, and what a plus or minus button adds to it. */
export async function setQuantity(form: FormData): Promise<void> {
  requireSurface("shop");
  await requireSameOrigin();
  const quantity = Number(textOf(form, "quantity")) + Number(textOf(form, "step"));
  await changeAndShow(form, { kind: "set", variantId: textOf(form, "variantId"), quantity });
}

export async function removeLine(form: FormData): Promise<void> {
  requireSurface("shop");
  await requireSameOrigin();
  await changeAndShow(form, { kind: "remove", variantId: textOf(form, "variantId") });
}

export async function clearCart(form: FormData): Promise<void> {
  requireSurface("shop");
  await requireSameOrigin();
  await changeAndShow(form, { kind: "clear" });
}

/** With JavaScript the page is drawn anew where it is, because its cookie changed; without it, it is loaded again. */
async function changeAndShow(form: FormData, change: CartChange): Promise<void> {
  const result = await changeCart(change);
  if (!result.isDone) redirect(`/cart?problem=${result.reason}`, RedirectType.replace);
  if (form.get("then") !== "stay") redirect("/cart", RedirectType.replace);
}

function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}
