"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { adminAction } from "@/app/action";
import { ORDER_MAILS } from "@/domain/orders/mail";
import {
  emailsSchema,
  MAX_MAIL_OPENING,
  MAX_MAIL_SUBJECT,
  OPTIONAL_MAILS,
  unknownPlaceholder,
} from "@/domain/settings/emails";
import { translator } from "@/messages/messages";
import { sendTestMail } from "@/server/orders/mail/preview-mail";
import { shopLocale } from "@/server/platform/env";
import { getSettings } from "@/server/settings/get-settings";
import { saveSettings } from "@/server/settings/save-settings";
import type { FormState } from "@/ui/kit/form/form-state";
import { answerOf, refused } from "../answer";

const path = "/admin/settings/emails";
const seen = z.coerce.number().int().min(0);
const text = z
  .string()
  .max(5_000)
  .transform((typed) => typed.replaceAll("\r\n", "\n").trim());
const isOn = z
  .literal("on")
  .optional()
  .transform((sent) => sent === "on");
const Typed = z.object({ seen, senderName: text, replyTo: text, footer: text, sent: isOn, delivered: isOn });
const Fields = emailsSchema.pick({ senderName: true, replyTo: true, footer: true });

export const saveEmails = adminAction(
  { permission: "settings.write", schema: Typed, path },
  async ({ seen: shown, senderName, replyTo, footer, ...written }): Promise<FormState> => {
    const t = translator(shopLocale());
    const parsed = Fields.safeParse({ senderName: senderName || null, replyTo, footer });
    const field = parsed.error?.issues[0]?.path[0] as keyof typeof Fields.shape | undefined;
    if (!parsed.success) return refused(t(`admin.settings.emails.fault.${field ?? "senderName"}`));
    const off = OPTIONAL_MAILS.filter((kind) => !written[kind]);
    const answer = await saveSettings("emails", { ...parsed.data, off }, shown);
    revalidatePath("/admin", "layout");
    return answerOf(answer);
  },
);

const Words = z.object({ seen, kind: z.enum(ORDER_MAILS), subject: text, opening: text });
const pathOf = ({ kind }: { kind: string }) => `${path}/${kind}`;

export const saveWords = adminAction(
  { permission: "settings.write", schema: Words, path: pathOf },
  async ({ seen: shown, kind, subject, opening }): Promise<FormState> => {
    const t = translator(shopLocale());
    const unknown = unknownPlaceholder(subject) ?? unknownPlaceholder(opening);
    if (unknown !== null) return refused(t("admin.settings.emails.fault.placeholder", { typed: unknown }));
    if (subject.length > MAX_MAIL_SUBJECT || opening.length > MAX_MAIL_OPENING || subject.includes("\n"))
      return refused(
        t("admin.settings.emails.fault.words", { subject: MAX_MAIL_SUBJECT, opening: MAX_MAIL_OPENING }),
      );
    const { values } = await getSettings("emails");
    const words = { ...values.words, [kind]: { subject, opening } };
    if (subject === "" && opening === "") delete words[kind];
    const answer = await saveSettings("emails", { words }, shown);
    revalidatePath("/admin", "layout");
    return answerOf(answer);
  },
);

const Test = z.object({ kind: z.enum(ORDER_MAILS) });

export const testMail = adminAction(
  { permission: "settings.write", schema: Test, path: pathOf },
  async ({ kind }): Promise<FormState> => {
    const t = translator(shopLocale());
    const answer = await sendTestMail(kind);
    switch (answer.kind) {
      case "sent":
        return { kind: "done", message: t("admin.settings.emails.test.sent", { to: answer.to }) };
      case "refused":
        return refused(t("admin.settings.emails.test.refused", { reason: answer.reason }));
      default:
        return refused(t(`admin.settings.emails.test.${answer.kind}`));
    }
  },
);
