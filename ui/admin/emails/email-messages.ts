import type { MailState } from "@/domain/mail/views";
import type { StatusTone } from "../../kit/status";

export const EMAIL_MESSAGES: Record<MailState, { text: string; tone: StatusTone }> = {
  queued: { text: "Waiting to be sent", tone: "wait" },
  sent: { text: "Sent", tone: "good" },
  kept: { text: "Not sent, kept here", tone: "quiet" },
  failed: { text: "Failed", tone: "bad" },
};
