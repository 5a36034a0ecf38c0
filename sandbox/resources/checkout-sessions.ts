import { createSession } from "../checkout/create-session.ts";
import { expireSession } from "../checkout/expire-session.ts";
import { createParams, updateParams } from "../checkout/session-params.ts";
import { resolveShippingOption, withShippingRate } from "../checkout/shipping.ts";
import type { CheckoutSession } from "../objects.ts";
import { endpoint, many, one } from "../protocol/endpoint.ts";
import { noSuch, refused } from "../protocol/errors.ts";
import { listEndpoint, listOf, paging } from "../protocol/list.ts";
import { mergeMetadata } from "../protocol/metadata.ts";
import { object, oneOf, optional, text } from "../protocol/params.ts";
import type { Work } from "../work.ts";

const answer = one("checkout.session");

export function getSession(work: Work, id: string): CheckoutSession {
  const session = work.store.sessions.get(id);
  if (!session) throw noSuch("checkout.session", id, "session");
  return session;
}

const update = endpoint("POST /v1/checkout/sessions/:id", answer, updateParams, (work, given, id) => {
  const session = getSession(work, id);
  if (given.shipping_options && session.status !== "open") {
    throw refused(
      `Only open Checkout Sessions can be changed. This one is \`${session.status}\`.`,
      undefined,
      "session",
    );
  }
  const rates = given.shipping_options?.map((option, index) =>
    resolveShippingOption(work, option, index, session.currency ?? "usd"),
  );
  const options = rates?.map((rate) => ({
    shipping_amount: rate.fixed_amount?.amount ?? 0,
    shipping_rate: rate.id,
  }));
  const shipping = options
    ? withShippingRate(session.amount_subtotal ?? 0, options, options[0]?.shipping_rate ?? null)
    : {};
  return work.store.sessions.put({
    ...session,
    ...shipping,
    metadata: mergeMetadata(session.metadata ?? {}, given.metadata),
  });
});

/** Lines have no table of their own: a page is a cut out of the session's few. */
const lineItems = endpoint(
  "GET /v1/checkout/sessions/:id/line_items",
  many("item"),
  object(paging),
  (work, given, id) => {
    const lines = work.store.sessionPrivates.get(getSession(work, id).id)?.lineItems ?? [];
    const { limit = 10, starting_after } = given;
    const start =
      starting_after === undefined ? 0 : lines.findIndex((line) => line.id === starting_after) + 1;
    return listOf(
      `/v1/checkout/sessions/${id}/line_items`,
      lines.slice(start, start + limit),
      lines.length > start + limit,
    );
  },
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
