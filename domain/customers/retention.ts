/** What the shop deletes by itself when its time is over. */
export const RETENTION_RULES = ["unpaid_orders", "event_payloads", "mail_texts", "finished_orders"] as const;
export type RetentionRule = (typeof RETENTION_RULES)[number];

/**
 * The shortest time of each, in days. Checkouts that ended may still be paid by a slow bank for two weeks; Stripe sends an
 * event again for three days; shoppers dispute a payment for months.
 */
export const MIN_DAYS: Record<RetentionRule, number> = {
  unpaid_orders: 30,
  event_payloads: 7,
  mail_texts: 30,
  finished_orders: 180,
};
export const MAX_DAYS = 36_500;

/** At this hour of the shop's day it is deleted. */
export const RETENTION_HOUR = 3;

export type RetentionView = {
  rule: RetentionRule;
  /** null: nothing is deleted. */
  days: number | null;
  changedAt: Date | null;
  changedBy: string | null;
  /** What the next run will delete; one more than MAX_COUNTED stands for more. */
  next: number;
  /** What the last run deleted, or has by now. */
  done: number;
  startedAt: Date | null;
  finishedAt: Date | null;
};

/** So far what will be deleted is counted. */
export const MAX_COUNTED = 10_000;

/** The days that a person typed; null where they are outside the rule's limits. */
export function readDays(rule: RetentionRule, typed: string): number | null {
  const days = /^\d{1,6}$/.test(typed.trim()) ? Number(typed) : Number.NaN;
  return days >= MIN_DAYS[rule] && days <= MAX_DAYS ? days : null;
}
