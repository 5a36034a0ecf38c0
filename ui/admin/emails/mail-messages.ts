import type { StatusTone } from "../../kit/status";

type MailState = "queued" | "sent" | "kept" | "failed";

export const MAIL_WORDS: Record<MailState, { words: string; tone: StatusTone }> = {
  queued: { words: "Waiting to be sent", tone: "wait" },
  sent: { words: "Sent", tone: "good" },
  kept: { words: "Kept here", tone: "quiet" },
  failed: { words: "Failed", tone: "bad" },
};
