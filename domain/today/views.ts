import type { Money } from "../money.ts";

/** What an admin has to do, each with how many (to 100) and since when the oldest waits. */
export type Waiting = {
  toSend: Waits;
  review: Waits;
  disputes: DisputeToAnswer[];
  returns: Waits;
  failedMails: number;
  /** Products on sale of which nothing can be bought. */
  soldOut: number;
};

export type Waits = { count: number; since: Date | null };
export const MAX_COUNTED = 100;

export type DisputeToAnswer = { orderId: string; number: number; amount: Money; dueAt: Date };

export const PERIODS = ["day", "week", "month"] as const;
export type Period = (typeof PERIODS)[number];

/** What a span of time brought, in the shop's currency. */
export type Takings = {
  orders: number;
  /** What was taken for the orders paid in it, without what was refunded in it. */
  net: Money;
  refunded: Money;
};

export type TakingsView = {
  periods: {
    period: Period;
    now: Takings;
    /** The one before, as far as this one has come. */
    before: Takings;
  }[];
  /** The last thirty days of the shop's calendar, the oldest first. */
  days: { day: string; orders: number; net: Money }[];
  /** How the last check of records went, which compared every sum with Stripe. */
  checked: { at: Date; differences: number } | null;
};

/** What an order came to on average, without refunds; null where there was none. */
export function averageOf({ orders, net, refunded }: Takings): Money | null {
  if (orders === 0) return null;
  const taken = net.amountMinor + refunded.amountMinor;
  return { amountMinor: (taken + BigInt(orders) / 2n) / BigInt(orders), currency: net.currency };
}
