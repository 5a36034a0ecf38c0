"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { shopAction } from "@/app/action";
import { forgetCart } from "@/server/cart/cart-cookie";
import { confirmFreeOrder } from "@/server/orders/place/free-order";
import { findOrderedCart } from "@/server/orders/place/open-order";

/** "Confirm the order" of a free order: the link was in the mail, so the address is the shopper's. */
export const confirmFree = shopAction(
  z.object({ reference: z.string().max(64) }),
  async ({ reference }): Promise<void> => {
    if (await confirmFreeOrder(reference)) await forgetCart(await findOrderedCart(reference));
    redirect(`/orders/${encodeURIComponent(reference)}`);
  },
);
