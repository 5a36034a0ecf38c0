import type { PaymentState } from "../orders/states.ts";

export const RETURN_KINDS = ["withdrawal", "return"] as const;
/** withdrawal: the right of the law, within its window; return: asked for after it, and the shop decides. */
export type ReturnKind = (typeof RETURN_KINDS)[number];

export const RETURN_STATES = ["requested", "received", "refunded", "refused", "canceled"] as const;
export type ReturnState = (typeof RETURN_STATES)[number];

/** Its units are not to be asked for again. */
const COUNTED: ReadonlySet<ReturnState> = new Set(["requested", "received", "refunded"]);
export const isCounted = (state: ReturnState): boolean => COUNTED.has(state);

/** It waits for an admin. */
export const isOpen = (state: ReturnState): boolean => state === "requested" || state === "received";

export const MAX_NOTE = 1_000;

/** A line of an order, and the units of it that were asked for back. */
export type ReturnableLine = {
  id: string;
  quantity: number;
  /** `unsent`: of them those that were not sent when they were asked for. */
  returns: { state: ReturnState; quantity: number; unsent: number }[];
  /** Units that were refunded by line, before they were sent and after. */
  refunds: { unsent: number; sent: number }[];
};

/**
 * Units of a line that can still be asked for back. What is refunded without a return is not asked for any more; of what
 * was sent, a refund is taken to be of the units that were asked for.
 */
export function returnableUnits({ quantity, returns, refunds }: ReturnableLine): number {
  const sum = (counts: number[]) => counts.reduce((total, count) => total + count, 0);
  const asked = returns.filter(({ state }) => isCounted(state));
  const unsent = sum([...asked, ...refunds].map((one) => one.unsent));
  const returned = sum(asked.map((one) => one.quantity - one.unsent));
  return Math.max(0, quantity - unsent - Math.max(returned, sum(refunds.map(({ sent }) => sent))));
}

export type ReturnRefusal = "not_paid" | "refunded" | "nothing_left" | "empty" | "too_many";

/** Why nothing of the order can be asked for back now; null when it can. */
export function whyNotReturned(paymentState: PaymentState, lines: ReturnableLine[]): ReturnRefusal | null {
  if (paymentState === "refunded") return "refunded";
  if (paymentState !== "paid" && paymentState !== "partially_refunded") return "not_paid";
  return lines.every((line) => returnableUnits(line) === 0) ? "nothing_left" : null;
}

/** Why these units cannot be asked for back: of each line at most what is left of it. */
export function refuseReturn(
  paymentState: PaymentState,
  lines: ReturnableLine[],
  units: ReadonlyMap<string, number>,
): ReturnRefusal | null {
  const refusal = whyNotReturned(paymentState, lines);
  if (refusal) return refusal;
  const asked = [...units].filter(([, count]) => count !== 0);
  if (asked.length === 0) return "empty";
  const leftOf = new Map(lines.map((line) => [line.id, returnableUnits(line)]));
  const isRight = asked.every(
    ([id, count]) => Number.isInteger(count) && count > 0 && count <= (leftOf.get(id) ?? 0),
  );
  return isRight ? null : "too_many";
}
