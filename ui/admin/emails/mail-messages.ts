import type { MailState } from "@/domain/mail/views";
import type { StatusTone } from "../../kit/status";

export const MAIL_WORDS: Record<MailState, { words: string; tone: StatusTone }> = {
  queued: { words: "Waiting to be sent", tone: "wait" },
  sent: { words: "Sent", tone: "good" },
  kept: { words: "Kept here", tone: "quiet" },
  failed: { words: "Failed", tone: "bad" },
};
