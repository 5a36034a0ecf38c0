"use server";

import { RedirectType, redirect } from "next/navigation";
import { z } from "zod";
import { shopAction } from "@/app/action";
import { MAX_LINES, MAX_QUANTITY } from "@/domain/cart/cart";
import { lineTitle } from "@/domain/orders/line-words";
import { translator } from "@/messages/messages";
import { changeCodes } from "@/server/cart/cart-codes";
import { forgetHeld, getCart, heldReference } from "@/server/cart/cart-cookie";
import { type CartChange, changeCart, restoreEmptied } from "@/server/cart/change-cart";
import { freeRemoved } from "@/server/checkout/release-idle";
import { shopLocale } from "@/server/platform/env";
import { rememberVisitor } from "@/server/platform/visitor";
import type { AddState } from "@/ui/shop/product/buy/add-to-cart";

// The cart itself refuses what is no variant or no quantity, so that a plain form is told why.
const Text = z.string().catch("");
/** "stay": the page has JavaScript and shows the answer itself. */
const After = z.literal("stay").optional().catch(undefined);
const Line = z.object({ variantId: Text, quantity: Text, step: Text, after: After });

const REDUCED = { stock: "less", limit: "most" } as const;

/** From the product page. Its form says whether the page can stay and tell the shopper, or must lead to the cart. */
export const addToCart = shopAction(Line, async ({ variantId, quantity, after }): Promise<AddState> => {
  const result = await changeCart({ kind: "add", variantId, quantity: quantity || "1" });
  const { line } = result;
  const problem = result.isDone ? result.reducedTo && REDUCED[result.reducedTo] : result.reason;
  if (after !== "stay")
    redirect(problem ? `/cart?problem=${problem}&of=${encodeURIComponent(variantId)}` : "/cart?added=1");
  const t = translator(shopLocale());
  const values = {
    count: result.isDone ? result.count : 0,
    name: line ? lineTitle(line) : "",
    quantity: line?.quantity ?? 0,
    maxLines: MAX_LINES,
    maxQuantity: MAX_QUANTITY,
  };
  const message = problem ? t(`shop.cart.problem.${problem}`, values) : t("shop.cart.added", values);
  return { kind: result.isDone ? "added" : "refused", message };
});

/** From the cart: the wanted quantity, and what a plus or minus button adds to it. */
export const setQuantity = shopAction(Line, ({ variantId, quantity, step, after }) =>
  changeAndShow({ kind: "set", variantId, quantity: Number(quantity) + Number(step) }, after),
);

export const removeLine = shopAction(Line, ({ variantId, after }) =>
  changeAndShow({ kind: "remove", variantId }, after),
);

export const clearCart = shopAction(Line, ({ after }) => changeAndShow({ kind: "clear" }, after));

const Code = z.object({ code: z.string().max(500).catch(""), remove: z.string().max(500).catch("") });

/** A discount code is typed on the cart's page, or taken away. */
export const changeCode = shopAction(Code, async ({ code, remove }) => {
  const problem = await changeCodes(await getCart(), { add: code, remove });
  redirect(problem ? `/cart?problem=${problem}` : "/cart", RedirectType.replace);
});

/** "Empty the cart" was a mistake. */
export const restoreCart = shopAction(z.object({}), async () => {
  await restoreEmptied();
  redirect("/cart", RedirectType.replace);
});

/** With JavaScript the page is drawn again where it is, because its cookie changed; without it, it is loaded again. */
async function changeAndShow(change: CartChange, after: z.infer<typeof After>): Promise<void> {
  const result = await changeCart(change);
  if (!result.isDone) redirect(`/cart?problem=${result.reason}`, RedirectType.replace);
  const shopper = { visitor: (await rememberVisitor()).key, heldReference: await heldReference() };
  if (await freeRemoved(result.cart, shopper)) await forgetHeld();
  if (after !== "stay") redirect("/cart", RedirectType.replace);
}
