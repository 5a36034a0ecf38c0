import type { StatusTone } from "../../kit/status";

export type EventStateName = "received" | "applied" | "ignored" | "dead";

export const EVENT_WORDS: Record<EventStateName, { words: string; tone: StatusTone }> = {
  received: { words: "Waiting", tone: "wait" },
  applied: { words: "Applied", tone: "good" },
  ignored: { words: "Left alone", tone: "quiet" },
  dead: { words: "Given up", tone: "bad" },
};

const REASONS: Record<string, string> = {
  type: "a kind of event that the shop does not need",
  mode: "of the other mode, test or live",
  foreign: "belongs to another application on the account",
  shape: "in a form that this version cannot read",
  "unknown order": "names an order that is not in the records",
};

/** Why an event is where it is, in words. */
export const reasonWords = (reason: string): string => REASONS[reason] ?? reason;
