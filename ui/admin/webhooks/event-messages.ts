import type { EventState } from "@/domain/webhooks/views";
import type { StatusTone } from "../../kit/status";

export const EVENT_WORDS: Record<EventState, { words: string; tone: StatusTone }> = {
  received: { words: "Waiting", tone: "wait" },
  applied: { words: "Applied", tone: "good" },
  ignored: { words: "Left alone", tone: "quiet" },
  dead: { words: "Given up", tone: "bad" },
};
