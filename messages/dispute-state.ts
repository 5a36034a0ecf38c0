import type { Translate } from "./messages.ts";

const DISPUTE_STATES = [
  "warning_needs_response",
  "warning_under_review",
  "warning_closed",
  "needs_response",
  "under_review",
  "appeal_needs_response",
  "appeal_under_review",
  "won",
  "lost",
  "prevented",
] as const;

/** A dispute's state in words that follow "is"; one that Stripe has added, as well as it can be read. */
export function disputeState(t: Translate, state: string): string {
  const known = DISPUTE_STATES.find((candidate) => candidate === state);
  return known ? t(`admin.orders.disputes.state.${known}`) : state.replaceAll("_", " ");
}
