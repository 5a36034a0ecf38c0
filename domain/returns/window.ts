import type { ParcelState } from "../fulfillment/sending-state.ts";

const DAY_MS = 24 * 3_600_000;

/** The fewest days to withdraw after the delivery: Directive 2011/83/EU, article 9. A shop may give more. */
export const MIN_WITHDRAWAL_DAYS = 14;

/** Where nobody has said when a parcel was delivered, it counts as delivered so many days after it was sent. */
export const PRESUMED_DELIVERY_DAYS = 14;

/** Days to refund after the shop was told of a withdrawal: the same directive, article 13. */
export const REFUND_DAYS = 14;

export type WindowOrder = {
  requiresShipping: boolean;
  paidAt: Date | null;
  placedAt: Date;
  parcels: { state: ParcelState; sentAt: Date; movedAt: Date | null }[];
  /** Units that are still to be sent. */
  left: number;
  /** Days that the shop gives. */
  days: number;
};

/** The last day of the window; null while the last item was not sent, when it is always open. */
export function lastWithdrawalDay(order: WindowOrder): Date | null {
  const start = windowStart(order);
  return start && new Date(start.getTime() + order.days * DAY_MS);
}

/** The window of goods that come in several parcels begins with the last of them. */
function windowStart({ requiresShipping, paidAt, placedAt, parcels, left }: WindowOrder): Date | null {
  if (!requiresShipping) return paidAt ?? placedAt;
  const kept = parcels.filter(({ state }) => state === "sent" || state === "delivered");
  if (left > 0 || kept.length === 0) return null;
  return new Date(
    Math.max(
      ...kept.map(({ state, sentAt, movedAt }) =>
        state === "delivered" && movedAt
          ? movedAt.getTime()
          : sentAt.getTime() + PRESUMED_DELIVERY_DAYS * DAY_MS,
      ),
    ),
  );
}

/**
 * Whether the order can be withdrawn from as of right. The day of the delivery does not count and the last one counts
 * to its end, in whichever zone: so a whole day is added.
 */
export function isWithdrawable(order: WindowOrder, now: Date): boolean {
  const last = lastWithdrawalDay(order);
  return last === null || now.getTime() < last.getTime() + DAY_MS;
}

/** Until when a withdrawal must be refunded. */
export const refundDueAt = (requestedAt: Date): Date =>
  new Date(requestedAt.getTime() + REFUND_DAYS * DAY_MS);

/** Days until then, a begun one counted whole; below zero when it is over. */
export function daysLeft(dueAt: Date, now: Date): number {
  const days = (dueAt.getTime() - now.getTime()) / DAY_MS;
  return days < 0 ? Math.floor(days) : Math.ceil(days);
}
