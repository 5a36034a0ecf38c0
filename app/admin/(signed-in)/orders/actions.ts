"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { adminAction } from "@/app/action";
import { PAYMENT_STATES } from "@/domain/orders/states";
import { hideWords } from "@/server/platform/requests/hidden-words";
import { ordersHref } from "@/ui/admin/orders/orders-filter";

const search = z.object({
  q: z.string().trim().max(200).catch(""),
  state: z.enum(PAYMENT_STATES).or(z.literal("")).catch(""),
});

/** Shows the orders that hold the words; shoppers' names and mail addresses stay out of the list's address. */
export const searchOrders = adminAction(
  { permission: "orders.read", path: "/admin/orders", schema: search },
  async ({ q, state }): Promise<void> => redirect(ordersHref({ q: hideWords(q), state })),
);
