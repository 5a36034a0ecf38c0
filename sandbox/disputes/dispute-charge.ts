import { postDispute } from "../balance/post-balance.ts";
import { followUpOf } from "../customers/test-behavior.ts";
import type { FollowUp } from "../customers/test-cards.ts";
import { newId } from "../objects/ids.ts";
import type { Charge, Dispute } from "../objects/stripe-objects.ts";
import type { Work } from "../work/work.ts";
import { closeReview, closeWarnings } from "./watch-fraud.ts";

const DAY = 24 * 60 * 60;
const ANSWER_WITHIN_SECONDS = 9 * DAY;
/** An inquiry that never becomes a dispute ends by itself. */
const INQUIRY_SECONDS = 120 * DAY;

export interface Complaint {
  /** Only a question for now: no money moves. */
  isInquiry: boolean;
  reason: "fraudulent" | "product_not_received" | "duplicate" | "general";
}

const COMPLAINT_OF: Partial<Record<FollowUp, Complaint>> = {
  disputed: { isInquiry: false, reason: "fraudulent" },
  disputed_twice: { isInquiry: false, reason: "fraudulent" },
  inquiry: { isInquiry: true, reason: "fraudulent" },
  not_received: { isInquiry: false, reason: "product_not_received" },
};

/** What the clock does to a payment with one of the dispute cards: the shopper's bank complains. */
export function openDispute(work: Work, chargeId: string): void {
  const charge = work.store.charges.get(chargeId);
  const followUp = charge && followUpOf(work, charge);
  const complaint = COMPLAINT_OF[followUp ?? "review"];
  // Nobody disputes money that they have back.
  if (!charge || !complaint || charge.amount_captured === charge.amount_refunded) return;
  const earlier = work.store.disputes.all("charge", chargeId);
  const most = followUp === "disputed_twice" ? 2 : 1;
  if (earlier.length < most && !earlier.some(isOpen)) disputeCharge(work, charge, complaint);
}

export const isOpen = ({ status }: Dispute): boolean =>
  !["won", "lost", "warning_closed", "prevented"].includes(status);

/** Opens a dispute of a whole charge; unless it is an inquiry, the money goes back at once. */
export function disputeCharge(work: Work, charge: Charge, complaint: Complaint): Dispute {
  const opened = work.store.disputes.put(buildDispute(work, charge, complaint));
  const lasts = complaint.isInquiry ? INQUIRY_SECONDS : ANSWER_WITHIN_SECONDS;
  work.schedule("dispute_deadline", opened.id, work.now + lasts);
  const disputed = work.store.charges.put({ ...charge, disputed: true });
  work.emit("charge.dispute.created", opened);
  if (!charge.disputed) work.emit("charge.updated", disputed, { disputed: false });
  closeReview(work, charge.id, "disputed");
  closeWarnings(work, charge.id);
  if (complaint.isInquiry) return opened;
  const withdrawn = work.store.disputes.put({ ...opened, balance_transactions: [postDispute(work, opened)] });
  work.emit("charge.dispute.funds_withdrawn", withdrawn);
  return withdrawn;
}

function buildDispute(work: Work, charge: Charge, { isInquiry, reason }: Complaint): Dispute {
  const { card } = charge.payment_method_details ?? {};
  return {
    id: newId("dispute"),
    object: "dispute",
    amount: charge.amount_captured - charge.amount_refunded,
    balance_transactions: [],
    charge: charge.id,
    created: work.now,
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: noEvidence,
    evidence_details: {
      due_by: work.now + ANSWER_WITHIN_SECONDS,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: "not_submitted",
    },
    intended_submission_method: null,
    is_charge_refundable: isInquiry,
    livemode: false,
    metadata: {},
    payment_intent: charge.payment_intent,
    ...(card
      ? {
          payment_method_details: {
            card: {
              brand: card.brand ?? "visa",
              case_type: isInquiry ? "inquiry" : "chargeback",
              network: card.network ?? "visa",
              network_reason_code: reason === "fraudulent" ? "10.4" : "13.1",
            },
            type: "card" as const,
          },
        }
      : {}),
    reason,
    status: isInquiry ? "warning_needs_response" : "needs_response",
  };
}

const noEvidence: Dispute["evidence"] = {
  access_activity_log: null,
  billing_address: null,
  cancellation_policy: null,
  cancellation_policy_disclosure: null,
  cancellation_rebuttal: null,
  customer_communication: null,
  customer_email_address: null,
  customer_name: null,
  customer_purchase_ip: null,
  customer_signature: null,
  duplicate_charge_documentation: null,
  duplicate_charge_explanation: null,
  duplicate_charge_id: null,
  enhanced_evidence: {},
  product_description: null,
  receipt: null,
  refund_policy: null,
  refund_policy_disclosure: null,
  refund_refusal_explanation: null,
  service_date: null,
  service_documentation: null,
  shipping_address: null,
  shipping_carrier: null,
  shipping_date: null,
  shipping_documentation: null,
  shipping_tracking_number: null,
  uncategorized_file: null,
  uncategorized_text: null,
};
