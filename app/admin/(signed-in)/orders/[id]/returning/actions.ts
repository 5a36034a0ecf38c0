"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { adminAction } from "@/app/action";
import { MAX_NOTE } from "@/domain/returns/return";
import { translator } from "@/messages/messages";
import { closeReturn, endReturn } from "@/server/orders/returns/end-return";
import { receiveReturn, undoReceiveReturn } from "@/server/orders/returns/receive-return";
import { shopLocale } from "@/server/platform/env";
import type { FormState } from "@/ui/kit/form/form-state";

const Asked = z.object({ orderId: z.uuid(), returnId: z.uuid() });
// By line: "restock:" and "condition:" and its id.
const Received = Asked.catchall(z.string().max(MAX_NOTE));
// A browser sends the line breaks of a form as CR LF.
const Refused = Asked.extend({ reason: z.string().max(2 * MAX_NOTE) });
const pathOf = ({ orderId }: { orderId: string }) => `/admin/orders/${orderId}`;

function answer(
  isDone: boolean,
  what: "received" | "reception_undone" | "refused" | "canceled" | "closed",
): FormState {
  const t = translator(shopLocale());
  return {
    kind: isDone ? "done" : "refused",
    message: t(isDone ? `admin.returns.done.${what}` : "admin.returns.changed"),
  };
}

export const receive = adminAction(
  { permission: "orders.fulfill", schema: Received, path: pathOf },
  async (input): Promise<FormState> => {
    const { orderId, returnId, ...fields } = input;
    const ids = Object.keys(fields).flatMap((name) =>
      name.startsWith("condition:") ? name.slice("condition:".length) : [],
    );
    const received = new Map(
      ids.map((id) => [
        id,
        {
          restock: fields[`restock:${id}`] === "on",
          condition: fields[`condition:${id}`]?.trim() || null,
        },
      ]),
    );
    const isDone = await receiveReturn(returnId, received);
    revalidatePath(pathOf({ orderId }));
    return answer(isDone, "received");
  },
);

export const undoReceive = adminAction(
  { permission: "orders.fulfill", schema: Asked, path: pathOf },
  async ({ orderId, returnId }): Promise<FormState> => {
    const result = await undoReceiveReturn(returnId);
    revalidatePath(pathOf({ orderId }));
    if (result !== "gone") return answer(result === "undone", "reception_undone");
    return { kind: "refused", message: translator(shopLocale())("admin.returns.unitsGone") };
  },
);

export const refuse = adminAction(
  { permission: "orders.fulfill", schema: Refused, path: pathOf },
  async ({ orderId, returnId, reason: typed }): Promise<FormState> => {
    const reason = typed.replaceAll("\r\n", "\n").trim().slice(0, MAX_NOTE);
    if (reason === "")
      return { kind: "refused", message: translator(shopLocale())("admin.returns.noReason") };
    const isDone = await endReturn(returnId, { state: "refused", reason });
    revalidatePath(pathOf({ orderId }));
    return answer(isDone, "refused");
  },
);

export const cancel = adminAction(
  { permission: "orders.fulfill", schema: Asked, path: pathOf },
  async ({ orderId, returnId }): Promise<FormState> => {
    const isDone = await endReturn(returnId, { state: "canceled" });
    revalidatePath(pathOf({ orderId }));
    return answer(isDone, "canceled");
  },
);

export const close = adminAction(
  { permission: "orders.refund", schema: Asked, path: pathOf },
  async ({ orderId, returnId }): Promise<FormState> => {
    const isDone = await closeReturn(returnId);
    revalidatePath(pathOf({ orderId }));
    return answer(isDone, "closed");
  },
);
