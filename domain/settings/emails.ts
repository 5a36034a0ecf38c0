import { z } from "zod";

export const MAX_SENDER_NAME = 60;
export const MAX_MAIL_FOOTER = 500;

/** Who mails are from, and what stands under them. */
export const emailsSchema = z.object({
  /** Null: as MAIL_FROM has it. */
  senderName: z.string().trim().max(MAX_SENDER_NAME).nullable(),
  replyTo: z.union([z.literal(""), z.email().max(254)]),
  footer: z.string().trim().max(MAX_MAIL_FOOTER),
});
