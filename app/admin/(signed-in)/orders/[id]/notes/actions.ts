"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { adminAction } from "@/app/action";
import { MAX_ORDER_NOTE } from "@/domain/notes/order-notes";
import { translator } from "@/messages/messages";
import { removeOrderNote, saveOrderNote } from "@/server/orders/history/note-order";
import { shopLocale } from "@/server/platform/env";
import type { FormState } from "@/ui/kit/form/form-state";

const Order = z.object({ orderId: z.uuid() });
// A browser sends the line breaks of a form as CR LF.
const Note = Order.extend({ requestId: z.uuid(), note: z.string().max(2 * MAX_ORDER_NOTE) });
const Written = Order.extend({ noteId: z.string().max(20) });
const pathOf = ({ orderId }: { orderId: string }) => `/admin/orders/${orderId}`;

export const saveNote = adminAction(
  { permission: "orders.note", schema: Note, path: pathOf },
  async ({ orderId, requestId, note }): Promise<FormState> => {
    const result = await saveOrderNote({ orderId, requestId, text: note });
    if (result === "saved") revalidatePath(pathOf({ orderId }));
    const message = translator(shopLocale())(`admin.orders.note.${result}`, { count: MAX_ORDER_NOTE });
    return { kind: result === "saved" ? "done" : "refused", message };
  },
);

export const removeNote = adminAction(
  { permission: "orders.note", schema: Written, path: pathOf },
  async ({ orderId, noteId }): Promise<FormState> => {
    const result = await removeOrderNote(orderId, noteId);
    revalidatePath(pathOf({ orderId }));
    const message = translator(shopLocale())(`admin.orders.note.${result}`);
    return { kind: result === "removed" ? "done" : "refused", message };
  },
);
