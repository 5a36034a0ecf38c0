import type { FeatureId, KeyProblem } from "../stripe-keys/key-problem.ts";

/** A problem that an admin must look at, as facts: its sentences are messages. */
export type Alarm = KeyAlarm | WebhookAlarm | ShopAlarm;

/** A call, or all calls of a role, are disabled because of the key. */
export type KeyAlarm = {
  kind: "key";
  id: string;
  since: Date;
  problem: KeyProblem;
  /** What the shop does not do because of it. */
  without: FeatureId[];
  /** Where it is repaired: opens the key at Stripe, or the form for a new one. */
  link: { href: string; kind: "open" | "create" };
};

/** What shoppers do, or what looks like shoppers. */
export type ShopAlarm = {
  id: string;
  since: Date;
} /** `percent`: of the units on the shelf, in unpaid orders. */ & (
  | { kind: "stock_held"; title: string; slug: string; percent: number }
  /** Of the payment attempts of the last hour. */
  | { kind: "declines"; count: number; percent: number }
);

export type WebhookAlarm = { id: string; since: Date } & (
  | { kind: "dead_events"; count: number }
  /** `mode`: of the shop; the events that come are of the other one. */
  | { kind: "other_mode"; mode: "live" | "test" }
  /** `isRefused`: deliveries came, signed with another secret. */
  | { kind: "silence"; isRefused: boolean }
);
