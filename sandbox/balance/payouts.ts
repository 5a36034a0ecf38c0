import type Stripe from "stripe";
import { changesFrom } from "../protocol/changes.ts";
import { endpoint, one } from "../protocol/endpoint.ts";
import { noSuch } from "../protocol/errors.ts";
import { listEndpoint } from "../protocol/list.ts";
import { mergeMetadata, metadata } from "../protocol/metadata.ts";
import {
  type AreStripes,
  currency,
  integer,
  object,
  oneOf,
  optional,
  type Read,
  text,
} from "../protocol/params.ts";
import type { Work } from "../work/work.ts";
import { cancelPayout, payOut } from "./pay-out.ts";

const answer = one("payout");

function getPayout(work: Work, id: string) {
  const payout = work.store.payouts.get(id);
  if (!payout) throw noSuch("payout", id);
  return payout;
}

const createParams = object(
  {
    amount: integer(1),
    currency: currency(),
    description: optional(text()),
    metadata: optional(metadata()),
    method: optional(oneOf("instant", "standard")),
    source_type: optional(oneOf("bank_account", "card", "fpx")),
    statement_descriptor: optional(text(22)),
  },
  ["destination", "payout_method"],
);
// Does not compile when a parameter above is none of Stripe's.
true satisfies AreStripes<Read<typeof createParams>, Stripe.PayoutCreateParams>;

export const payoutEndpoints = [
  endpoint("POST /v1/payouts", answer, createParams, (work, given) =>
    payOut(work, {
      amount: given.amount,
      currency: given.currency,
      description: given.description ?? null,
      metadata: mergeMetadata({}, given.metadata),
      method: given.method ?? "standard",
      statementDescriptor: given.statement_descriptor ?? null,
    }),
  ),
  endpoint("GET /v1/payouts/:id", answer, object({}), (work, _, id) => getPayout(work, id)),
  endpoint("POST /v1/payouts/:id", answer, object({ metadata: optional(metadata()) }), (work, given, id) => {
    const payout = getPayout(work, id);
    const changed = work.store.payouts.put({
      ...payout,
      metadata: mergeMetadata(payout.metadata ?? {}, given.metadata),
    });
    work.emit("payout.updated", changed, changesFrom(payout, changed));
    return changed;
  }),
  endpoint("POST /v1/payouts/:id/cancel", answer, object({}), (work, _, id) =>
    cancelPayout(work, getPayout(work, id)),
  ),
  listEndpoint("GET /v1/payouts", "payout", (store) => store.payouts, {
    filters: {
      destination: optional(text()),
      status: optional(oneOf("pending", "in_transit", "paid", "failed", "canceled")),
    },
  }),
];
