import {
  type OrderCharges,
  type RefundChoice,
  shareRefund,
  shippingLeft,
  unitsLeft,
} from "../refunds/lines.ts";
import { isCounted, type ReturnKind, type ReturnState } from "./return.ts";

export type AmountReturn = {
  id: string;
  kind: ReturnKind;
  state: ReturnState;
  lines: { lineId: string; quantity: number }[];
};

/** What the refund of a return begins with. */
export type ProposedRefund = { choice: RefundChoice; amountMinor: bigint };

/**
 * What a return comes to, in minor units: its units as far as they are not refunded, and at most what can still be
 * refunded. The withdrawal that makes an order whole brings the shipping with it, but of a dearer way of sending only
 * the price of the cheapest: Directive 2011/83/EU, article 13.
 * @param all every return of the order
 * @param standardShippingMinor what the cheapest way of sending costs now; null where the shop offers none
 */
export function proposedRefund(
  charges: OrderCharges,
  asked: AmountReturn,
  all: AmountReturn[],
  standardShippingMinor: bigint | null,
): ProposedRefund {
  const lineOf = new Map(charges.lines.map((line) => [line.id, line]));
  const units = new Map(
    asked.lines.flatMap(({ lineId, quantity }) => {
      const line = lineOf.get(lineId);
      return line ? [[lineId, Math.min(quantity, unitsLeft(line))]] : [];
    }),
  );
  const paid = shippingLeft(charges);
  const standard =
    standardShippingMinor !== null && standardShippingMinor < paid ? standardShippingMinor : paid;
  const choice = { units, shippingMinor: isWhole(charges, asked, all) ? standard : 0n };
  const shares = shareRefund(charges, choice, null);
  return { choice, amountMinor: "refusal" in shares ? 0n : shares.amountMinor };
}

/** Whether every unit of the order is withdrawn, and this one is the last withdrawal that is not refunded. */
function isWhole({ lines }: OrderCharges, asked: AmountReturn, all: AmountReturn[]): boolean {
  const withdrawals = all.filter(({ kind, state }) => kind === "withdrawal" && isCounted(state));
  const isLast = withdrawals.every(({ id, state }) => id === asked.id || state === "refunded");
  const units = withdrawals.flatMap((one) => one.lines).reduce((sum, { quantity }) => sum + quantity, 0);
  const bought = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  return asked.kind === "withdrawal" && isLast && units >= bought;
}
