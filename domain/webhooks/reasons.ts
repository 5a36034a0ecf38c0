import { z } from "zod";

/** Why an event waits, is ignored or was given up. */
export const EVENT_REASONS = [
  "unused_type",
  "other_mode",
  "other_app",
  "unreadable",
  "unknown_order",
  "waits_for_key",
  "waits_for_stripe",
  "failed",
] as const;
export type EventReason = (typeof EVENT_REASONS)[number];

/** What people read in addition to the code. Nothing is decided by it. */
export const reasonDetailSchema = z.object({
  /** The text of the error, at most 500 characters. */
  message: z.string().optional(),
  /** The admin who dismissed the event after it was given up. */
  dismissedBy: z.string().optional(),
});
export type EventReasonDetail = z.infer<typeof reasonDetailSchema>;

const MAX_MESSAGE = 500;

/** An error's text as the detail of a reason. */
export const messageDetail = (message: string): EventReasonDetail => ({
  message: message.slice(0, MAX_MESSAGE),
});

/** What is stored with a reason; nothing when this version cannot read it. */
export const readReasonDetail = (detail: unknown): EventReasonDetail =>
  reasonDetailSchema.safeParse(detail).data ?? {};
