import { createSession } from "../checkout/create-session.ts";
import { expireSession } from "../checkout/expire-session.ts";
import { pageOfLines } from "../checkout/line-items.ts";
import { createParams, updateParams } from "../checkout/session-params.ts";
import { updateSession } from "../checkout/update-session.ts";
import type { CheckoutSession } from "../objects.ts";
import { endpoint, many, one } from "../protocol/endpoint.ts";
import { noSuch } from "../protocol/errors.ts";
import { listEndpoint, paging } from "../protocol/list.ts";
import { object, oneOf, optional, text } from "../protocol/params.ts";
import type { Work } from "../work.ts";

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
