"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { adminAction } from "@/app/action";
import { UNDO_SECONDS } from "@/domain/fulfillment/sending-state";
import { MAX_REPLY_SUBJECT, MAX_REPLY_TEXT } from "@/domain/mail/replies";
import { translator } from "@/messages/messages";
import {
  repeatMail,
  showShopperLink,
  undoReply,
  writeToShopper,
} from "@/server/orders/mail/write-to-shopper";
import { shopLocale } from "@/server/platform/env";
import type { LinkState } from "@/ui/admin/emails/shopper-link-form";
import type { FormState } from "@/ui/kit/form/form-state";

const Order = z.object({ orderId: z.uuid() });
// A browser sends the line breaks of a form as CR LF.
const Reply = Order.extend({
  requestId: z.uuid(),
  subject: z.string().max(2 * MAX_REPLY_SUBJECT),
  text: z.string().max(2 * MAX_REPLY_TEXT),
});
const Mail = Order.extend({ mailId: z.uuid() });
const pathOf = ({ orderId }: { orderId: string }) => `/admin/orders/${orderId}`;

export const writeReply = adminAction(
  { permission: "orders.reply", schema: Reply, path: pathOf },
  async (input): Promise<FormState> => {
    const result = await writeToShopper(input);
    if (result === "written") revalidatePath(pathOf(input));
    const message = translator(shopLocale())(`admin.reply.${result}`, {
      seconds: UNDO_SECONDS,
      subject: MAX_REPLY_SUBJECT,
      text: MAX_REPLY_TEXT,
    });
    return { kind: result === "written" ? "done" : "refused", message };
  },
);

export const takeBackReply = adminAction(
  { permission: "orders.reply", schema: Mail, path: pathOf },
  async ({ orderId, mailId }): Promise<FormState> => {
    const isDone = await undoReply(orderId, mailId);
    revalidatePath(pathOf({ orderId }));
    const message = translator(shopLocale())(isDone ? "admin.reply.undone" : "admin.reply.tooLate");
    return { kind: isDone ? "done" : "refused", message };
  },
);

export const sendAgain = adminAction(
  { permission: "orders.reply", schema: Mail.extend({ requestId: z.uuid() }), path: pathOf },
  async ({ orderId, mailId, requestId }): Promise<FormState> => {
    const isDone = await repeatMail(orderId, mailId, requestId);
    revalidatePath(pathOf({ orderId }));
    const message = translator(shopLocale())(isDone ? "admin.reply.repeated" : "admin.reply.waiting");
    return { kind: isDone ? "done" : "refused", message };
  },
);

export const showLink = adminAction(
  { permission: "orders.reply", schema: Order, path: pathOf },
  async ({ orderId }): Promise<LinkState> => ({ link: await showShopperLink(orderId) }),
);
