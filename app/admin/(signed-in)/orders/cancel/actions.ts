"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { adminAction } from "@/app/action";
import { readIds } from "@/domain/fulfillment/paper";
import { translator } from "@/messages/messages";
import type { CancelResult } from "@/server/orders/place/cancel-order";
import { cancelOrders } from "@/server/orders/place/cancel-orders";
import { shopLocale } from "@/server/platform/env";
import type { CancelOrdersState } from "@/ui/admin/cancel/cancel-orders-form";

const Chosen = z.object({ ids: z.string().max(10_000).transform(readIds) });

/** Cancels the orders that were looked at, and says of each what came of it. */
export const cancelChosen = adminAction(
  { permission: "orders.cancel", schema: Chosen, path: "/admin/orders" },
  async ({ ids }): Promise<CancelOrdersState> => {
    const outcomes = await cancelOrders(ids);
    revalidatePath("/admin/orders");
    const canceled = outcomes.filter(({ result }) => result.kind === "canceled").length;
    return {
      kind: "done",
      isAll: canceled === outcomes.length,
      summary: translator(shopLocale())("admin.cancelOrders.done", {
        canceled,
        kept: outcomes.length - canceled,
      }),
      rows: outcomes.map(({ id, number, result }) => ({ id, number, sentence: sentenceOf(result) })),
    };
  },
);

function sentenceOf(result: CancelResult): string {
  if (result.kind === "unavailable") return result.sentence;
  return translator(shopLocale())(`admin.cancelOrders.outcome.${result.kind}`);
}
