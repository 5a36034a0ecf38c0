"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { adminAction } from "@/app/action";
import { translator } from "@/messages/messages";
import { type CancelResult, cancelOrder } from "@/server/orders/place/cancel-order";
import { shopLocale } from "@/server/platform/env";
import type { CancelFormState } from "@/ui/admin/cancel/cancel-form";

const Cancel = z.object({ orderId: z.uuid(), step: z.enum(["review", "confirm", "keep"]) });
const pathOf = ({ orderId }: { orderId: string }) => `/admin/orders/${orderId}`;

/** One action for the three buttons of the form: say what it will do, do it, keep the order. */
export const cancel = adminAction(
  { permission: "orders.cancel", schema: Cancel, path: pathOf },
  async (input): Promise<CancelFormState> => {
    if (input.step === "review") return { step: "confirm" };
    if (input.step === "keep") return null;
    const result = await cancelOrder(input.orderId);
    const isDone = result.kind === "canceled";
    // Otherwise the form stays where it is, with its answer.
    if (isDone) revalidatePath(pathOf(input));
    return { step: "answered", isDone, message: messageOf(result) };
  },
  (message): CancelFormState => ({ step: "answered", isDone: false, message }),
);

function messageOf(result: CancelResult): string {
  if (result.kind === "unavailable") return result.sentence;
  const t = translator(shopLocale());
  return t(`admin.orders.cancel.${result.kind === "no_key" ? "noKey" : result.kind}`);
}
