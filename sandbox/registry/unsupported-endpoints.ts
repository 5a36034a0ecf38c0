import { getCustomer } from "../customers/customers.ts";
import { type Endpoint, endpoint, many, one } from "../protocol/endpoint.ts";
import { invalidRequest, noSuch } from "../protocol/errors.ts";
import { listOf, paging } from "../protocol/list.ts";
import { object, optional, type Param, text } from "../protocol/params.ts";
import type { Route } from "../protocol/permissions.ts";

const none = (route: Route & `GET ${string}`, kind: string): Endpoint =>
  endpoint(route, many(kind), object(paging), () => listOf(route.slice(4), []));

/** Whatever is asked of what is not there, the answer is that it is not there. */
const anything: Param<null> = { read: () => null };

const absent = (route: Route, what: string): Endpoint =>
  endpoint(route, one(what), anything, (_work, _given, id) => {
    throw noSuch(what, id);
  });

const needsCustomer = (route: Route, kind: string): Endpoint =>
  endpoint(route, one(kind), object({ customer: text() }), (work, { customer }) => {
    getCustomer(work, customer);
    throw invalidRequest(
      `The sandbox does not imitate this call: ${route}.`,
      undefined,
      "sandbox_not_covered",
    );
  });

/**
 * What Stripe has and a shop of this kind never makes: there is none of it, and a key's permission for it can be
 * seen all the same.
 */
export const unsupportedEndpoints: Endpoint[] = [
  needsCustomer("POST /v1/customer_sessions", "customer_session"),
  needsCustomer("POST /v1/billing_portal/sessions", "billing_portal.session"),
  none("GET /v1/files", "file"),
  none("GET /v1/payment_links", "payment_link"),
  absent("POST /v1/payment_links/:id", "payment link"),
  none("GET /v1/payment_method_domains", "payment_method_domain"),
  absent("POST /v1/payment_method_domains/:id", "payment method domain"),
  none("GET /v1/setup_intents", "setup_intent"),
  absent("POST /v1/setup_intents/:id/cancel", "setupintent"),
  absent("GET /v1/tax/transactions/:id", "tax transaction"),
  endpoint(
    "POST /v1/tax/transactions/create_reversal",
    one("tax.transaction"),
    object({ mode: optional(text()), original_transaction: text(), reference: optional(text()) }),
    (_work, { original_transaction }) => {
      throw noSuch("tax transaction", original_transaction, "original_transaction");
    },
  ),
  none("GET /v1/tax_rates", "tax_rate"),
  absent("POST /v1/tax_rates/:id", "tax rate"),
  none("GET /v1/topups", "topup"),
  absent("POST /v1/topups/:id", "topup"),
  none("GET /v1/transfers", "transfer"),
  absent("POST /v1/transfers/:id", "transfer"),
];
