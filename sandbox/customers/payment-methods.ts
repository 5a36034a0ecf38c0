import type { PaymentMethod } from "../objects/stripe-objects.ts";
import { address } from "../protocol/address.ts";
import { changesFrom } from "../protocol/changes.ts";
import { endpoint, one } from "../protocol/endpoint.ts";
import { invalidRequest, noSuch, refused, StripeError } from "../protocol/errors.ts";
import { listEndpoint } from "../protocol/list.ts";
import { mergeMetadata, metadata } from "../protocol/metadata.ts";
import { email, integer, object, oneOf, optional, type Read, text, unsettable } from "../protocol/params.ts";
import type { Work } from "../work/work.ts";
import { attachMethod, detachMethod } from "./attach-method.ts";
import { type BillingDetails, createAccountMethod, createPaymentMethod, noBilling } from "./create-method.ts";
import { getCustomer } from "./customers.ts";
import { getPaymentMethod, resolvePaymentMethod } from "./get-method.ts";
import { accountByNumber, TEST_ROUTING_NUMBER, type TestAccount } from "./test-accounts.ts";
import { cardByToken, type TestCard } from "./test-cards.ts";

const RAW_NUMBER =
  "Sending credit card numbers directly to the Stripe API is generally unsafe. To continue processing use Stripe.js, the Stripe mobile bindings, or Stripe Elements. For more information, see https://dashboard.stripe.com/account/integration/settings.";

const billingDetails = object({
  address: optional(address()),
  email: unsettable(email()),
  name: unsettable(text()),
  phone: unsettable(text()),
  tax_id: unsettable(text()),
});

const createParams = object(
  {
    type: oneOf("card", "sepa_debit", "us_bank_account"),
    card: optional(
      object({
        token: optional(text()),
        number: optional(text()),
        exp_month: optional(integer(1, 12)),
        exp_year: optional(integer()),
        cvc: optional(text(4)),
      }),
    ),
    sepa_debit: optional(object({ iban: text(40) })),
    us_bank_account: optional(
      object({
        account_holder_type: optional(oneOf("company", "individual")),
        account_number: text(17),
        account_type: optional(oneOf("checking", "savings")),
        routing_number: text(9),
      }),
    ),
    billing_details: optional(billingDetails),
    metadata: optional(metadata()),
    allow_redisplay: optional(oneOf("always", "limited", "unspecified")),
  },
  ["customer", "payment_method"],
);
type CreateParams = Read<typeof createParams>;

const updateParams = object(
  {
    allow_redisplay: optional(oneOf("always", "limited", "unspecified")),
    billing_details: optional(billingDetails),
    card: optional(
      object({ exp_month: optional(integer(1, 12)), exp_year: optional(integer()) }, ["networks"]),
    ),
    metadata: optional(metadata()),
  },
  ["us_bank_account"],
);

function update(work: Work, given: Read<typeof updateParams>, id: string): PaymentMethod {
  const method = getPaymentMethod(work, id);
  const isEmpty = Object.values(given).every((value) => value === undefined);
  if (isEmpty) return method;
  if (method.customer === null) {
    throw refused(
      "You must save this PaymentMethod to a customer before you can update it.",
      undefined,
      "payment_method",
    );
  }
  const { card } = given;
  const changed = work.store.paymentMethods.put({
    ...method,
    allow_redisplay: given.allow_redisplay ?? method.allow_redisplay ?? "unspecified",
    billing_details: { ...method.billing_details, ...withoutUndefined(given.billing_details ?? {}) },
    ...(method.card && card
      ? {
          card: {
            ...method.card,
            exp_month: card.exp_month ?? method.card.exp_month,
            exp_year: card.exp_year ?? method.card.exp_year,
          },
        }
      : {}),
    metadata: mergeMetadata(method.metadata ?? {}, given.metadata),
  });
  work.emit("payment_method.updated", changed, changesFrom(method, changed));
  return changed;
}

/** The test card or the test account that the parameters name. */
function cardFrom(given: CreateParams): TestCard {
  if (given.card?.number !== undefined) throw new StripeError(402, RAW_NUMBER);
  const token = given.card?.token;
  if (token === undefined) throw invalidRequest("Missing required param: card.", "card", "parameter_missing");
  const card = token.startsWith("tok_") ? cardByToken(token.slice("tok_".length)) : undefined;
  if (!card) throw noSuch("token", token, "card[token]");
  return card;
}

function accountFrom(given: CreateParams, type: TestAccount["type"]): TestAccount {
  const { sepa_debit: sepa, us_bank_account: us } = given;
  const number = type === "sepa_debit" ? sepa?.iban : us?.account_number;
  if (number === undefined)
    throw invalidRequest(`Missing required param: ${type}.`, type, "parameter_missing");
  if (us && us.routing_number !== TEST_ROUTING_NUMBER) {
    throw invalidRequest(
      `Your routing number must be ${TEST_ROUTING_NUMBER} in test mode.`,
      "us_bank_account[routing_number]",
      "routing_number_invalid",
    );
  }
  const account = accountByNumber(type, number);
  if (account) return account;
  if (type === "sepa_debit")
    throw invalidRequest(
      "The IBAN you provided is invalid.",
      "sepa_debit[iban]",
      "invalid_bank_account_iban",
    );
  throw invalidRequest(
    "You must use a test bank account number in test mode. Try 000123456789 or see more options at https://stripe.com/docs/testing.",
    "us_bank_account[account_number]",
    "account_number_invalid",
  );
}

function createFrom(work: Work, given: CreateParams): PaymentMethod {
  const billing: BillingDetails = { ...noBilling, ...withoutUndefined(given.billing_details ?? {}) };
  const meta = mergeMetadata({}, given.metadata);
  if (given.type === "card") return createPaymentMethod(work, cardFrom(given), billing, {}, meta);
  // Both kinds of debit need the mandate's name; the American one asks for no more.
  const missing =
    billing.name === null ? "name" : given.type === "sepa_debit" && billing.email === null ? "email" : null;
  if (missing) {
    const param = `billing_details[${missing}]`;
    throw invalidRequest(`Missing required param: ${param}.`, param, "parameter_missing");
  }
  return createAccountMethod(work, accountFrom(given, given.type), billing, meta);
}

const withoutUndefined = <T extends object>(given: T) =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));

export const paymentMethodEndpoints = [
  listEndpoint("GET /v1/payment_methods", "payment_method", (store) => store.paymentMethods, {
    filters: { customer: optional(text()), type: optional(text()) },
    indexed: ["customer"],
  }),
  endpoint(
    "POST /v1/payment_methods/:id/attach",
    one("payment_method"),
    object({ customer: text() }, ["customer_account"]),
    (work, { customer }, id) =>
      attachMethod(work, resolvePaymentMethod(work, id), getCustomer(work, customer).id),
  ),
  endpoint("POST /v1/payment_methods/:id/detach", one("payment_method"), object({}), (work, _, id) =>
    detachMethod(work, getPaymentMethod(work, id)),
  ),
  endpoint("POST /v1/payment_methods", one("payment_method"), createParams, createFrom),
  endpoint("GET /v1/payment_methods/:id", one("payment_method"), object({}), (work, _, id) =>
    getPaymentMethod(work, id),
  ),
  endpoint("POST /v1/payment_methods/:id", one("payment_method"), updateParams, update),
];
