import type { Checked, Difference } from "./differences.ts";

/** A difference as it is kept: with whether somebody has repaired it. */
export type KeptDifference = Difference & {
  id: string;
  orderNumber: number | null;
  /** Of the variant whose stock it is about. */
  sku: string | null;
  repairedAt: Date | null;
  repairedBy: string | null;
};

export type RunView = {
  id: string;
  /** A sweep of Stripe's lists, of the orders that wait, or a comparison. */
  kind: "sweep" | "orders" | "check";
  state: "running" | "done" | "failed";
  askedBy: string | null;
  startedAt: Date;
  finishedAt: Date | null;
  checked: Checked | null;
  requests: number;
  found: number;
  /** Orders that a sweep met as the last one left them: reconciling them changes nothing. */
  known: number;
  repaired: number;
  gaps: string[];
  error: string | null;
};

export type ReconciliationView = {
  /** The last comparison that was finished; null before the first. */
  last: (RunView & { differences: KeptDifference[] }) | null;
  /** One that is under way, with how far it is. */
  running: { progress: { what: string; done: number; of: number | null } | null; startedAt: Date } | null;
  /** The last try, when it failed after the last that was finished. */
  failed: RunView | null;
  runs: RunView[];
};
