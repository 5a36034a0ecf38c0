import type { Money } from "../money.ts";
import type { LastCheck } from "../reconciliation/views.ts";
import type { StepRow, Totals } from "../reports/views.ts";

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
export type Takings = Pick<Totals, "orders" | "gross" | "refunded" | "net">;

export type TakingsView = {
  periods: {
    period: Period;
    now: Takings;
    /** The one before, as far as this one has come. */
    before: Takings;
  }[];
  /** The last thirty days of the shop's calendar, the oldest first. */
  days: StepRow[];
  /** How the last check of records went, which compared every sum with Stripe. */
  checked: LastCheck | null;
};
