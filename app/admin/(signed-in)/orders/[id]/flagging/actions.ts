"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { adminAction } from "@/app/action";
import { MAX_FLAG_NOTE } from "@/domain/notes/order-notes";
import { translator } from "@/messages/messages";
import { flagByHand } from "@/server/orders/history/flag-by-hand";
import { shopLocale } from "@/server/platform/env";
import { reviewReason } from "@/ui/admin/history/describe-order-event";
import type { FormState } from "@/ui/kit/form/form-state";

// A browser sends the line breaks of a form as CR LF.
const Flag = z.object({ orderId: z.uuid(), reason: z.string().max(2 * MAX_FLAG_NOTE) });
const pathOf = ({ orderId }: { orderId: string }) => `/admin/orders/${orderId}`;

export const flag = adminAction(
  { permission: "orders.review", schema: Flag, path: pathOf },
  async (input): Promise<FormState> => {
    const t = translator(shopLocale());
    const result = await flagByHand(input.orderId, input.reason);
    if (result.kind === "flagged") revalidatePath(pathOf(input));
    if (result.kind === "flagged_before") {
      const reason = reviewReason(result.reason, t);
      return { kind: "refused", message: t("admin.orders.flag.flagged_before", { reason }) };
    }
    const message = t(`admin.orders.flag.${result.kind}`, { count: MAX_FLAG_NOTE });
    return { kind: result.kind === "flagged" ? "done" : "refused", message };
  },
);
