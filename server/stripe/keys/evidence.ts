import "server-only";

/** How we know that a call needs a permission: nothing was tried at Stripe, and Stripe publishes no list. */
export type Evidence = {
  /** `known`: Stripe says it. `likely`: several others say it, or a rule of Stripe's covers it. `inferred`: nobody showed it. */
  confidence: "known" | "likely" | "inferred";
  source: string;
};

const KEYS = "https://docs.stripe.com/keys/restricted-api-keys";

export const NAMED: Evidence = {
  confidence: "known",
  source: "Stripe's own text, or a refusal of Stripe's that others recorded, names it for this call",
};
export const INCLUDES: Evidence = {
  confidence: "known",
  source: `Stripe: a GET needs Read, and Write includes Read (${KEYS})`,
};
export const RULE: Evidence = {
  confidence: "likely",
  source: `Stripe's rule on a row that is known: a POST needs Write (${KEYS})`,
};
export const EXPANDED: Evidence = {
  confidence: "likely",
  source:
    "Stripe says that expand needs Read on each object expanded (https://docs.stripe.com/expand); that it is this row for this object, others say",
};

/** One call of which it is known is enough to know that the row is needed. */
export function surest(evidence: readonly Evidence[]): Evidence["confidence"] {
  const found = evidence.map(({ confidence }) => confidence);
  return (["known", "likely"] as const).find((level) => found.includes(level)) ?? "inferred";
}
