import { newId } from "../ids.ts";
import type { Dispute } from "../objects.ts";
import type { Work } from "../work.ts";
import { aftermathOf } from "./find-test-method.ts";

/** Long enough for the shop to see the payment first, as in real life. */
export const DISPUTE_AFTER_SECONDS = 3;
const ANSWER_WITHIN_SECONDS = 9 * 24 * 60 * 60;

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

/** What the clock does to a payment with one of the dispute cards: the shopper's bank complains. */
export function openDispute(work: Work, chargeId: string): void {
  const charge = work.store.charges.get(chargeId);
  if (!charge || work.store.disputes.all("charge", chargeId).length > 0) return;
  const isInquiry = aftermathOf(work, charge) === "inquiry";
  const dispute: Dispute = {
    id: newId("dispute"),
    object: "dispute",
    amount: charge.amount,
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
    payment_method_details: {
      card: {
        brand: "visa",
        case_type: isInquiry ? "inquiry" : "chargeback",
        network: "visa",
        network_reason_code: "10.4",
      },
      type: "card",
    },
    reason: "fraudulent",
    status: isInquiry ? "warning_needs_response" : "needs_response",
  };
  work.store.disputes.put(dispute);
  work.store.charges.put({ ...charge, disputed: true });
  work.emit("charge.dispute.created", dispute);
  if (!isInquiry) work.emit("charge.dispute.funds_withdrawn", dispute);
}
