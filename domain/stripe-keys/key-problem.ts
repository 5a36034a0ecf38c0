import { z } from "zod";

/** Why Stripe does not accept a key at all. */
const keyFault = z.enum(["none_sent", "unknown", "expired", "address", "publishable"]);
export type KeyFault = z.output<typeof keyFault>;

/** What is wrong with a key: the facts of a sentence for the person who repairs it. */
export const keyProblemSchema = z.object({
  role: z.string(),
  /** That holds the key. */
  variable: z.string(),
  /** The variable is not the role's own: its key may stand for several roles. */
  isShared: z.boolean(),
  /** "POST /v1/refunds"; null: Stripe does not accept the key, so that no call of its role works. */
  operation: z.string().nullable(),
  /** What it lacks: "Charges and Refunds: Write (charge_write)". */
  rows: z.array(z.string()),
  keyFault: keyFault.nullable(),
});
export type KeyProblem = z.output<typeof keyProblemSchema>;

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
