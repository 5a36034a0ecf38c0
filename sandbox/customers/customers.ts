import type Stripe from "stripe";
import { newId } from "../objects/ids.ts";
import type { Customer } from "../objects/stripe-objects.ts";
import { address, shipping } from "../protocol/address.ts";
import { changesFrom } from "../protocol/changes.ts";
import { endpoint, many, one } from "../protocol/endpoint.ts";
import { noSuch } from "../protocol/errors.ts";
import { listEndpoint, pageOf, paging } from "../protocol/list.ts";
import { mergeMetadata, metadata } from "../protocol/metadata.ts";
import {
  type AreStripes,
  email,
  list,
  object,
  oneOf,
  optional,
  orElse,
  type Read,
  text,
  unsettable,
} from "../protocol/params.ts";
import type { Work } from "../work/work.ts";
import { attachMethod } from "./attach-method.ts";
import { resolvePaymentMethod } from "./get-method.ts";

const answer = one("customer");

export function getCustomer(work: Pick<Work, "store">, id: string, param = "customer"): Customer {
  const customer = work.store.customers.get(id);
  if (!customer) throw noSuch("customer", id, param);
  return customer;
}

const fields = {
  address: unsettable(address()),
  description: unsettable(text(350)),
  email: unsettable(email()),
  invoice_settings: optional(
    object({ default_payment_method: unsettable(text()) }, ["custom_fields", "footer", "rendering_options"]),
  ),
  metadata: optional(metadata()),
  name: unsettable(text(256)),
  phone: unsettable(text(20)),
  preferred_locales: optional(list(text(10))),
  shipping: unsettable(shipping),
  tax_exempt: optional(oneOf("exempt", "none", "reverse")),
};
const NOT_YET = [
  "balance",
  "business_name",
  "cash_balance",
  "individual_name",
  "invoice_prefix",
  "next_invoice_sequence",
  "source",
  "tax",
];
const createParams = object({ ...fields, payment_method: optional(text()) }, [
  ...NOT_YET,
  "tax_id_data",
  "test_clock",
]);
const updateParams = object(fields, [...NOT_YET, "default_source"]);

// Do not compile when a parameter above is none of Stripe's.
true satisfies AreStripes<Read<typeof createParams>, Stripe.CustomerCreateParams>;
true satisfies AreStripes<Read<typeof updateParams>, Stripe.CustomerUpdateParams>;

function withChanges(customer: Customer, given: Read<typeof updateParams>): Customer {
  const { invoice_settings: settings } = given;
  return {
    ...customer,
    address: orElse(given.address, customer.address ?? null),
    description: orElse(given.description, customer.description),
    email: orElse(given.email, customer.email),
    invoice_settings: {
      ...customer.invoice_settings,
      default_payment_method: orElse(
        settings?.default_payment_method,
        customer.invoice_settings.default_payment_method,
      ),
    },
    metadata: mergeMetadata(customer.metadata, given.metadata),
    name: orElse(given.name, customer.name ?? null),
    phone: orElse(given.phone, customer.phone ?? null),
    preferred_locales: given.preferred_locales ?? customer.preferred_locales ?? [],
    shipping:
      given.shipping === undefined
        ? customer.shipping
        : given.shipping && { ...given.shipping, phone: given.shipping.phone ?? null },
    tax_exempt: given.tax_exempt ?? customer.tax_exempt ?? "none",
  };
}

function blank(work: Work): Customer {
  return {
    id: newId("customer"),
    object: "customer",
    address: null,
    balance: 0,
    created: work.now,
    currency: null,
    customer_account: null,
    default_source: null,
    delinquent: false,
    description: null,
    discount: null,
    email: null,
    invoice_prefix: newId("invoice_prefix"),
    invoice_settings: {
      custom_fields: null,
      default_payment_method: null,
      footer: null,
      rendering_options: null,
    },
    livemode: false,
    metadata: {},
    name: null,
    next_invoice_sequence: 1,
    phone: null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: "none",
    test_clock: null,
  };
}

/** Keeps a new customer and says so. */
export function createCustomer(work: Work, given: Read<typeof updateParams>): Customer {
  const customer = work.store.customers.put(withChanges(blank(work), given));
  work.emit("customer.created", customer);
  return customer;
}

const create = endpoint("POST /v1/customers", answer, createParams, (work, given) => {
  const { payment_method, ...rest } = given;
  const method = payment_method === undefined ? null : resolvePaymentMethod(work, payment_method);
  const customer = createCustomer(work, rest);
  if (method) attachMethod(work, method, customer.id);
  return customer;
});

const update = endpoint("POST /v1/customers/:id", answer, updateParams, (work, given, id) => {
  const customer = getCustomer(work, id, "id");
  const changed = work.store.customers.put(withChanges(customer, given));
  work.emit("customer.updated", changed, changesFrom(customer, changed));
  return changed;
});

/** A deleted customer can still be asked for, and is then nothing but deleted. */
const retrieve = endpoint("GET /v1/customers/:id", answer, object({}), (work, _, id) => {
  return work.store.deletedCustomers.get(id) ?? getCustomer(work, id, "id");
});

const remove = endpoint("DELETE /v1/customers/:id", answer, object({}), (work, _, id) => {
  const customer = getCustomer(work, id, "id");
  work.store.customers.remove(id);
  for (const method of work.store.paymentMethods.all("customer", id))
    work.store.paymentMethods.put({ ...method, customer: null });
  work.emit("customer.deleted", customer);
  return work.store.deletedCustomers.put({ id, object: "customer", deleted: true });
});

export const customerEndpoints = [
  create,
  update,
  retrieve,
  remove,
  endpoint(
    "GET /v1/customers/:id/payment_methods",
    many("payment_method"),
    object({ ...paging, type: optional(text()) }),
    ({ store }, { type, ...page }, id) =>
      pageOf(store.paymentMethods, {
        ...page,
        url: `/v1/customers/${getCustomer({ store }, id).id}/payment_methods`,
        where: ["customer", id],
        keep: (method) => type === undefined || method.type === type,
      }),
  ),
  listEndpoint("GET /v1/customers", "customer", (store) => store.customers, {
    filters: { email: optional(text(512)) },
  }),
];
