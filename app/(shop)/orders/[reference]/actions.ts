"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { shopAction } from "@/app/action";
import { forgetCart } from "@/server/cart/cart-cookie";
import { orderAgain } from "@/server/checkout/order-again";
import { confirmFreeOrder } from "@/server/orders/place/free-order";
import { findOrderedCart } from "@/server/orders/place/open-order";

const Order = z.object({ reference: z.string().max(64) });

/** "Order these items again": what the order had goes into the cart, whose page says what of it is not as it was. */
export const orderThemAgain = shopAction(Order, async ({ reference }): Promise<void> => {
  const again = await orderAgain(reference);
  if (again === null) redirect("/cart");
  redirect(again === "filled" ? "/cart?added=1" : `/cart?problem=${again === "full" ? "full" : "removed"}`);
});

/** "Confirm the order" of a free order: the link was in the mail, so the address is the shopper's. */
export const confirmFree = shopAction(Order, async ({ reference }): Promise<void> => {
  if (await confirmFreeOrder(reference)) await forgetCart(await findOrderedCart(reference));
  redirect(`/orders/${encodeURIComponent(reference)}`);
});
