import { postDisputeCounteredReturn, postDisputeReversal } from "../balance/post-balance.ts";
import type { Dispute } from "../objects/stripe-objects.ts";
import { changesFrom } from "../protocol/changes.ts";
import type { Work } from "../work/work.ts";
import { isOpen } from "./dispute-charge.ts";
import { DISPUTED_AFTER_SECONDS } from "./follow-up-events.ts";

/** Ends a dispute one way or the other, with the money where it then belongs. */
export function closeDispute(
  work: Work,
  dispute: Dispute,
  status: "won" | "lost" | "warning_closed",
  isPastDue = false,
): Dispute {
  work.unschedule("dispute_deadline", dispute.id);
  const closed = work.store.disputes.put({
    ...dispute,
    evidence_details: {
      ...dispute.evidence_details,
      past_due: isPastDue || dispute.evidence_details.past_due,
    },
    is_charge_refundable: status !== "lost",
    status,
  });
  work.emit("charge.dispute.closed", closed, changesFrom(dispute, closed));
  if (status !== "won") return closed;
  const reversal = postDisputeReversal(work, closed);
  if (closed.evidence_details.submission_count > 0) postDisputeCounteredReturn(work, closed);
  const reinstated = work.store.disputes.put({
    ...closed,
    balance_transactions: [...closed.balance_transactions, reversal],
  });
  work.emit("charge.dispute.funds_reinstated", reinstated);
  // For the card whose owner complains twice; for any other nothing comes of it.
  work.schedule("open_dispute", dispute.charge, work.now + DISPUTED_AFTER_SECONDS);
  return reinstated;
}

/** What the clock does when nobody answered in time: silence loses a dispute and ends an inquiry. */
export function missDeadline(work: Work, disputeId: string): void {
  const dispute = work.store.disputes.get(disputeId);
  if (!dispute || !isOpen(dispute)) return;
  if (dispute.status.startsWith("warning_")) closeDispute(work, dispute, "warning_closed");
  else if (dispute.status === "needs_response") closeDispute(work, dispute, "lost", true);
}

/** A shop that gives all the money back has answered the question. */
export function closeInquiries(work: Work, chargeId: string): void {
  for (const dispute of work.store.disputes.all("charge", chargeId))
    if (isOpen(dispute) && dispute.status.startsWith("warning_"))
      closeDispute(work, dispute, "warning_closed");
}
