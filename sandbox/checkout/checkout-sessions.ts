import type { CheckoutSession } from "../objects/stripe-objects.ts";
import { endpoint, many, one } from "../protocol/endpoint.ts";
import { noSuch } from "../protocol/errors.ts";
import { listEndpoint, paging } from "../protocol/list.ts";
import { object, oneOf, optional, text } from "../protocol/params.ts";
import type { Work } from "../work/work.ts";
import { pageOfLines } from "./order/line-items.ts";
import { createSession } from "./session/create-session.ts";
import { expireSession } from "./session/expire-session.ts";
import { createParams, updateParams } from "./session/session-params.ts";
import { updateSession } from "./session/update-session.ts";

const answer = one("checkout.session");

export function getSession(work: Work, id: string): CheckoutSession {
  const session = work.store.sessions.get(id);
  if (!session) throw noSuch("checkout.session", id, "session");
  return session;
}

const update = endpoint("POST /v1/checkout/sessions/:id", answer, updateParams, (work, given, id) =>
  updateSession(work, getSession(work, id), given),
);

const lineItems = endpoint(
  "GET /v1/checkout/sessions/:id/line_items",
  many("item"),
  object(paging),
  (work, given, id) => pageOfLines(work, getSession(work, id), given),
);

export const checkoutSessionEndpoints = [
  endpoint("POST /v1/checkout/sessions", answer, createParams, createSession),
  endpoint("GET /v1/checkout/sessions/:id", answer, object({}), (work, _, id) => getSession(work, id)),
  update,
  endpoint("POST /v1/checkout/sessions/:id/expire", answer, object({}), (work, _, id) =>
    expireSession(work, getSession(work, id)),
  ),
  lineItems,
  listEndpoint("GET /v1/checkout/sessions", "checkout.session", (store) => store.sessions, {
    filters: {
      payment_intent: optional(text()),
      status: optional(oneOf("complete", "expired", "open")),
      customer: optional(text()),
      payment_link: optional(text()),
      subscription: optional(text()),
    },
    indexed: ["payment_intent", "status"],
  }),
];
