import type { Dispute } from "../objects.ts";
import { endpoint, one } from "../protocol/endpoint.ts";
import { noSuch, refused } from "../protocol/errors.ts";
import { listEndpoint } from "../protocol/list.ts";
import { mergeMetadata, metadata } from "../protocol/metadata.ts";
import { boolean, object, optional, text } from "../protocol/params.ts";
import type { Work } from "../work.ts";

function find(work: Work, id: string): Dispute {
  const dispute = work.store.disputes.get(id);
  if (!dispute) throw noSuch("dispute", id, "dispute");
  return dispute;
}

/** Ends a dispute one way or the other, with the money where it then belongs. */
function close(work: Work, dispute: Dispute, status: "won" | "lost" | "warning_closed"): Dispute {
  const closed = work.store.disputes.put({ ...dispute, status });
  work.emit("charge.dispute.closed", closed, { status: dispute.status });
  if (status === "won") work.emit("charge.dispute.funds_reinstated", closed);
  return closed;
}

const NEEDS_RESPONSE = ["needs_response", "warning_needs_response"];

export const disputeEndpoints = [
  endpoint("GET /v1/disputes/:id", one("dispute"), object({}), (work, _, id) => find(work, id)),
  endpoint(
    "POST /v1/disputes/:id",
    one("dispute"),
    // As in Stripe's test mode, the text decides: winning_evidence or losing_evidence.
    object({
      evidence: optional(object({ uncategorized_text: optional(text(150_000)) })),
      metadata: optional(metadata()),
      submit: optional(boolean()),
    }),
    (work, given, id) => {
      const dispute = find(work, id);
      const words = given.evidence?.uncategorized_text;
      const changed = work.store.disputes.put({
        ...dispute,
        evidence: { ...dispute.evidence, uncategorized_text: words ?? dispute.evidence.uncategorized_text },
        evidence_details: {
          ...dispute.evidence_details,
          has_evidence: words !== undefined || dispute.evidence_details.has_evidence,
        },
        metadata: mergeMetadata(dispute.metadata, given.metadata),
      });
      work.emit("charge.dispute.updated", changed);
      if (words === undefined || given.submit === false) return changed;
      if (words === "winning_evidence") return close(work, changed, "won");
      if (words === "losing_evidence") return close(work, changed, "lost");
      return work.store.disputes.put({ ...changed, status: "under_review" });
    },
  ),
  endpoint("POST /v1/disputes/:id/close", one("dispute"), object({}), (work, _, id) => {
    const dispute = find(work, id);
    if (!NEEDS_RESPONSE.includes(dispute.status))
      throw refused("This dispute is already closed", "dispute_closed");
    return close(work, dispute, dispute.status === "needs_response" ? "lost" : "warning_closed");
  }),
  listEndpoint("GET /v1/disputes", "dispute", (store) => store.disputes, {
    filters: { charge: optional(text()), payment_intent: optional(text()) },
    indexed: ["charge", "payment_intent"],
  }),
];
