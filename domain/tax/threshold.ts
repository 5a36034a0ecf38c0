/** Sales to private persons in other member states, in a calendar year and without VAT: article 59c of Directive 2006/112/EC. */
export const OSS_THRESHOLD_MINOR = 1_000_000n;
/** From here on the page warns. */
const NEAR_MINOR = 800_000n;

/** `other_currency`: the law says euros, and the shop's sums are not. */
export type ThresholdState = "below" | "near" | "above" | "other_currency";

/** How far a sum is from the threshold: above it, the next sale bears the tax of where it goes. */
export function thresholdState(sumMinor: bigint, currency: string): ThresholdState {
  if (currency !== "eur") return "other_currency";
  if (sumMinor > OSS_THRESHOLD_MINOR) return "above";
  return sumMinor >= NEAR_MINOR ? "near" : "below";
}
