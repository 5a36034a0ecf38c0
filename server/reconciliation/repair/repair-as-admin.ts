import "server-only";
import { z } from "zod";
import { DIFFERENCE_KINDS, repairSchema } from "@/domain/reconciliation/differences";
import { requireAdmin } from "../../accounts/session";
import { pool } from "../../platform/db";
import { log } from "../../platform/log";
import { describeKeyError } from "../../stripe/keys/describe-key-error";
import { StripeCallError } from "../../stripe/stripe-call-error";
import { repairDifference } from "./repair-difference";

const row = z.object({
  kind: z.enum(DIFFERENCE_KINDS),
  subject: z.string(),
  orderId: z.string().nullable(),
  repair: repairSchema,
});

export type RepairResult = { isRepaired: boolean; sentence: string };

/**
 * Makes the safe repair of a difference that a comparison found, in an admin's name. What is done comes from the
 * kept row, never from the form. @throws when the admin may not give money back: one of the repairs does
 */
export async function repairAsAdmin(differenceId: string): Promise<RepairResult> {
  const admin = await requireAdmin("refund");
  const { rows } = await pool().query(
    `SELECT kind, subject, order_id AS "orderId", repair FROM reconcile_differences
      WHERE id = $1 AND repaired_at IS NULL`,
    [differenceId],
  );
  const broken = row.safeParse(rows[0]);
  if (!broken.success)
    return { isRepaired: false, sentence: "This was repaired already, or has no safe repair." };
  try {
    const isGone = await repairDifference(broken.data, { cause: "admin", causeRef: admin.name });
    if (!isGone) return { isRepaired: false, sentence: "It is still there. Look at the order yourself." };
  } catch (error) {
    if (!(error instanceof StripeCallError)) throw error;
    if (!error.isKeyError) log.error({ err: error }, "a difference could not be repaired");
    return {
      isRepaired: false,
      sentence: error.isKeyError
        ? describeKeyError(error.problem)
        : "Stripe does not answer at the moment. Try again in a minute.",
    };
  }
  await pool().query(
    "UPDATE reconcile_differences SET repaired_at = now(), repaired_by = $2 WHERE id = $1 AND repaired_at IS NULL",
    [differenceId, admin.name],
  );
  return { isRepaired: true, sentence: "Repaired." };
}
