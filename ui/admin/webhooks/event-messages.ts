import type { StatusTone } from "../../kit/status";

export type EventStateName = "received" | "applied" | "ignored" | "dead";

export const EVENT_WORDS: Record<EventStateName, { words: string; tone: StatusTone }> = {
  received: { words: "Waiting", tone: "wait" },
  applied: { words: "Applied", tone: "good" },
  ignored: { words: "Left alone", tone: "quiet" },
  dead: { words: "Given up", tone: "bad" },
};
