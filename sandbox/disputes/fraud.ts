import { endpoint, one } from "../protocol/endpoint.ts";
import { noSuch, refused } from "../protocol/errors.ts";
import { listEndpoint } from "../protocol/list.ts";
import { object, optional, text } from "../protocol/params.ts";
import type { Work } from "../work/work.ts";
import { closeReview } from "./watch-fraud.ts";

function getReview(work: Work, id: string) {
  const review = work.store.reviews.get(id);
  if (!review) throw noSuch("review", id, "review");
  return review;
}

/** What Radar tells: payments to look at, and warnings by the banks that issued the cards. */
export const fraudEndpoints = [
  endpoint("GET /v1/reviews/:id", one("review"), object({}), (work, _, id) => getReview(work, id)),
  endpoint("POST /v1/reviews/:id/approve", one("review"), object({}), (work, _, id) => {
    const review = getReview(work, id);
    if (!review.open) throw refused(`Review ${id} is already closed.`);
    closeReview(work, review.charge ?? "", "approved");
    return getReview(work, id);
  }),
  listEndpoint("GET /v1/reviews", "review", (store) => store.reviews, { filters: {} }),
  endpoint(
    "GET /v1/radar/early_fraud_warnings/:id",
    one("radar.early_fraud_warning"),
    object({}),
    (work, _, id) => {
      const warning = work.store.fraudWarnings.get(id);
      if (!warning) throw noSuch("early fraud warning", id, "early_fraud_warning");
      return warning;
    },
  ),
  listEndpoint(
    "GET /v1/radar/early_fraud_warnings",
    "radar.early_fraud_warning",
    (store) => store.fraudWarnings,
    {
      filters: { charge: optional(text()), payment_intent: optional(text()) },
      indexed: ["charge"],
    },
  ),
];
