import { postDisputeCountered } from "../balance/post-balance.ts";
import type { Dispute } from "../objects/stripe-objects.ts";
import { changesFrom } from "../protocol/changes.ts";
import { endpoint, one } from "../protocol/endpoint.ts";
import { invalidRequest, noSuch, refused } from "../protocol/errors.ts";
import { listEndpoint } from "../protocol/list.ts";
import { mergeMetadata, metadata } from "../protocol/metadata.ts";
import { boolean, object, optional, type Read, text, unsettable } from "../protocol/params.ts";
import type { Work } from "../work/work.ts";
import { closeDispute } from "./close-dispute.ts";
import { isOpen } from "./dispute-charge.ts";

function find(work: Work, id: string): Dispute {
  const dispute = work.store.disputes.get(id);
  if (!dispute) throw noSuch("dispute", id, "dispute");
  return dispute;
}

const words = unsettable(text(20_000));
const short = unsettable(text());
/** Of all that is told as text. */
const MAX_EVIDENCE = 150_000;
const evidence = object(
  {
    access_activity_log: words,
    billing_address: short,
    cancellation_policy_disclosure: words,
    cancellation_rebuttal: words,
    customer_email_address: short,
    customer_name: short,
    customer_purchase_ip: short,
    duplicate_charge_explanation: words,
    duplicate_charge_id: short,
    product_description: words,
    refund_policy_disclosure: words,
    refund_refusal_explanation: words,
    service_date: short,
    shipping_address: short,
    shipping_carrier: short,
    shipping_date: short,
    shipping_tracking_number: short,
    uncategorized_text: words,
  },
  // Files are none of the sandbox's.
  [
    "appeal",
    "cancellation_policy",
    "customer_communication",
    "customer_signature",
    "duplicate_charge_documentation",
    "enhanced_evidence",
    "receipt",
    "refund_policy",
    "service_documentation",
    "shipping_documentation",
    "uncategorized_file",
  ],
);
const updateParams = object(
  { evidence: optional(evidence), metadata: optional(metadata()), submit: optional(boolean()) },
  ["intended_submission_method"],
);

const NEEDS_RESPONSE = ["needs_response", "warning_needs_response"];

/** Keeps evidence, and hands it in unless asked not to. The magic words of Stripe's test mode decide at once. */
function update(work: Work, given: Read<typeof updateParams>, id: string): Dispute {
  const dispute = find(work, id);
  const isAnswer = given.evidence !== undefined || given.submit === true;
  if (isAnswer && !NEEDS_RESPONSE.includes(dispute.status)) throw alreadyClosed(dispute);
  const isSubmitted = isAnswer && given.submit !== false;
  const details = dispute.evidence_details;
  const kept = Object.fromEntries(
    Object.entries(given.evidence ?? {}).filter(([, value]) => value !== undefined),
  );
  const all = { ...dispute.evidence, ...kept };
  if (lengthOf(all) > MAX_EVIDENCE) {
    throw invalidRequest(
      `The combined character count of the evidence must be at most ${MAX_EVIDENCE} characters.`,
      "evidence",
    );
  }
  const changed = work.store.disputes.put({
    ...dispute,
    evidence: all,
    evidence_details: {
      ...details,
      has_evidence: details.has_evidence || given.evidence !== undefined,
      submission_count: details.submission_count + (isSubmitted ? 1 : 0),
      submission_method: isSubmitted ? "manual" : details.submission_method,
    },
    metadata: mergeMetadata(dispute.metadata, given.metadata),
    status: isSubmitted
      ? dispute.status.startsWith("warning_")
        ? "warning_under_review"
        : "under_review"
      : dispute.status,
  });
  work.emit("charge.dispute.updated", changed, changesFrom(dispute, changed));
  if (isSubmitted && changed.status === "under_review") postDisputeCountered(work, changed);
  return isSubmitted ? decide(work, changed) : changed;
}

const lengthOf = (evidence: object): number =>
  Object.values(evidence).reduce((sum, told) => sum + (typeof told === "string" ? told.length : 0), 0);

function decide(work: Work, dispute: Dispute): Dispute {
  const isInquiry = dispute.status.startsWith("warning_");
  switch (dispute.evidence.uncategorized_text) {
    case "winning_evidence":
      return closeDispute(work, dispute, isInquiry ? "warning_closed" : "won");
    case "losing_evidence":
      return closeDispute(work, dispute, isInquiry ? "warning_closed" : "lost");
    default:
      return dispute;
  }
}

const alreadyClosed = (dispute: Dispute) =>
  refused(
    isOpen(dispute)
      ? "Evidence for this dispute has already been submitted and cannot be changed."
      : "This dispute is already closed",
    "dispute_closed",
  );

export const disputeEndpoints = [
  endpoint("GET /v1/disputes/:id", one("dispute"), object({}), (work, _, id) => find(work, id)),
  endpoint("POST /v1/disputes/:id", one("dispute"), updateParams, update),
  // To close is to accept it: the answer of a shop that has nothing to say.
  endpoint("POST /v1/disputes/:id/close", one("dispute"), object({}), (work, _, id) => {
    const dispute = find(work, id);
    if (!NEEDS_RESPONSE.includes(dispute.status)) throw alreadyClosed(dispute);
    return closeDispute(work, dispute, dispute.status === "needs_response" ? "lost" : "warning_closed");
  }),
  listEndpoint("GET /v1/disputes", "dispute", (store) => store.disputes, {
    filters: { charge: optional(text()), payment_intent: optional(text()) },
    indexed: ["charge", "payment_intent"],
  }),
];
