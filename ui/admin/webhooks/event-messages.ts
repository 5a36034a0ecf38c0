import type { EventState } from "@/domain/webhooks/views";
import type { StatusTone } from "../../kit/status";

export const EVENT_MESSAGES: Record<EventState, { text: string; tone: StatusTone }> = {
  received: { text: "Waiting", tone: "wait" },
  applied: { text: "Applied", tone: "good" },
  ignored: { text: "Ignored", tone: "quiet" },
  dead: { text: "Given up", tone: "bad" },
};
