import type { Checked, Difference } from "./differences.ts";
import type { CheckStep, Fact } from "./fact.ts";

/** A stored difference, with who repaired it. */
export type KeptDifference = Difference & {
  id: string;
  orderNumber: number | null;
  /** Of the variant whose stock it is about. */
  sku: string | null;
  repairedAt: Date | null;
  repairedBy: string | null;
};

/** When records and Stripe were last compared, and how that went. */
export type LastCheck = {
  at: Date;
  /** That nobody has repaired. */
  differences: number;
  /** False where a part could not be compared: then 0 differences do not mean that the records agree. */
  isComplete: boolean;
};

export type RunView = {
  id: string;
  /** A sweep of Stripe's lists, a sweep of waiting orders, or a check. */
  kind: "sweep" | "orders" | "check";
  state: "running" | "done" | "failed";
  askedBy: string | null;
  startedAt: Date;
  finishedAt: Date | null;
  checked: Checked | null;
  requests: number;
  found: number;
  /** Orders that still differ as in the last sweep: reconciling them changes nothing. */
  known: number;
  repaired: number;
  /** What could not be looked at, and why. */
  gaps: Fact[];
  /** Why it failed. */
  error: Fact | null;
};

export type ReconciliationView = {
  /** The last finished check; null before the first. */
  last: (RunView & { differences: KeptDifference[] }) | null;
  /** A running check and its progress. */
  running: { progress: { what: CheckStep; done: number; of: number | null } | null; startedAt: Date } | null;
  /** The latest check, when it failed. */
  failed: RunView | null;
  runs: RunView[];
};
