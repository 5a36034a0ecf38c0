/** Why Stripe does not accept a key at all. */
export type KeyFault = "none_sent" | "unknown" | "expired" | "address" | "publishable";

/** What is wrong with a key: the facts of a sentence for the person who repairs it. */
export type KeyProblem = {
  role: string;
  /** That holds the key. */
  variable: string;
  /** The variable is not the role's own: its key may stand for several roles. */
  isShared: boolean;
  /** "POST /v1/refunds"; null: Stripe does not accept the key, so that no call of its role works. */
  operation: string | null;
  /** What it lacks: "Charges and Refunds: Write (charge_write)". */
  rows: string[];
  keyFault: KeyFault | null;
};

/** What the shop does with Stripe; each of its calls serves one of them. */
export type FeatureId =
  | "take_payments"
  | "replace_checkout"
  | "resume_checkout"
  | "reconcile_orders"
  | "follow_refunds"
  | "follow_disputes"
  | "check_records"
  | "make_refunds"
  | "receive_events";
