/** What the disputes of an order mean for it: the gravest of them counts. */
export const DISPUTE_HOLDS = [
  /** The bank asks; it has taken nothing. */
  "inquiry",
  /** The bank has taken the money back until it decides. */
  "open",
  /** The bank keeps the money. */
  "lost",
] as const;
export type DisputeHold = (typeof DISPUTE_HOLDS)[number];

// docs.stripe.com/api/disputes/object, status
const OVER: ReadonlySet<string> = new Set(["won", "warning_closed", "prevented"]);
const INQUIRIES: ReadonlySet<string> = new Set(["warning_needs_response", "warning_under_review"]);
const ANSWERABLE: ReadonlySet<string> = new Set([
  "needs_response",
  "warning_needs_response",
  "appeal_needs_response",
]);

/** @param states of all disputes of the order, in Stripe's words; one that this version does not know is open */
export function disputeHoldOf(states: readonly string[]): DisputeHold | null {
  const holds = new Set(states.filter((state) => !OVER.has(state)).map(holdOf));
  return DISPUTE_HOLDS.findLast((hold) => holds.has(hold)) ?? null;
}

function holdOf(state: string): DisputeHold {
  if (state === "lost") return "lost";
  return INQUIRIES.has(state) ? "inquiry" : "open";
}

/** The money is at the bank: Stripe refuses refunds, and a payment in another way would be a second one. */
export const isMoneyGone = (hold: DisputeHold | null): hold is "open" | "lost" =>
  hold === "open" || hold === "lost";

/** Evidence can be sent, so that its deadline matters. */
export const awaitsResponse = (state: string): boolean => ANSWERABLE.has(state);
