"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { adminAction } from "@/app/action";
import { readListValues } from "@/domain/orders/list/order-filter";
import { hideWords } from "@/server/platform/requests/hidden-words";
import { ordersHref } from "@/ui/admin/orders/list/orders-href";

const search = z.looseObject({ q: z.string().trim().max(200).catch("") });

/** Shows the orders that hold the words; shoppers' names and mail addresses stay out of the list's address. */
export const searchOrders = adminAction(
  { permission: "orders.read", path: "/admin/orders", schema: search },
  async ({ q, ...rest }): Promise<void> =>
    redirect(ordersHref({ ...readListValues(rest), send: "", attention: "", q: hideWords(q) })),
);
