import { getCustomer } from "../customers/customers.ts";
import type { Charge } from "../objects/stripe-objects.ts";
import { shipping } from "../protocol/address.ts";
import { changesFrom } from "../protocol/changes.ts";
import { endpoint, many, one } from "../protocol/endpoint.ts";
import { noSuch, refused } from "../protocol/errors.ts";
import { listEndpoint, pageOf, paging } from "../protocol/list.ts";
import { mergeMetadata, metadata } from "../protocol/metadata.ts";
import {
  email,
  integer,
  object,
  oneOf,
  optional,
  orElse,
  type Read,
  text,
  unsettable,
} from "../protocol/params.ts";
import type { Work } from "../work/work.ts";
import { captureIntent } from "./capture-intent.ts";

export function getCharge(work: Work, id: string, param = "id"): Charge {
  const charge = work.store.charges.get(id);
  if (!charge) throw noSuch("charge", id, param);
  return charge;
}

const updateParams = object(
  {
    customer: optional(text()),
    description: unsettable(text()),
    fraud_details: optional(object({ user_report: optional(oneOf("fraudulent", "safe")) })),
    metadata: optional(metadata()),
    receipt_email: unsettable(email()),
    shipping: optional(shipping),
  },
  ["transfer_group"],
);

function update(work: Work, given: Read<typeof updateParams>, id: string): Charge {
  const charge = getCharge(work, id);
  const report = given.fraud_details?.user_report;
  const changed = work.store.charges.put({
    ...charge,
    customer: given.customer === undefined ? charge.customer : getCustomer(work, given.customer).id,
    description: orElse(given.description, charge.description),
    fraud_details: report ? { ...charge.fraud_details, user_report: report } : charge.fraud_details,
    metadata: mergeMetadata(charge.metadata, given.metadata),
    receipt_email: orElse(given.receipt_email, charge.receipt_email),
    shipping: given.shipping ? { ...given.shipping, phone: given.shipping.phone ?? null } : charge.shipping,
  });
  work.emit("charge.updated", changed, changesFrom(charge, changed));
  return changed;
}

export const chargeEndpoints = [
  endpoint("GET /v1/charges/:id", one("charge"), object({}), (work, _, id) => getCharge(work, id)),
  endpoint("POST /v1/charges/:id", one("charge"), updateParams, update),
  endpoint(
    "POST /v1/charges/:id/capture",
    one("charge"),
    object({ amount: optional(integer(1)) }, [
      "application_fee_amount",
      "receipt_email",
      "statement_descriptor",
      "statement_descriptor_suffix",
      "transfer_data",
      "transfer_group",
    ]),
    (work, { amount }, id) => {
      const charge = getCharge(work, id);
      if (charge.captured)
        throw refused(`Charge ${id} has already been captured.`, "charge_already_captured");
      const intent = work.store.paymentIntents.get(charge.payment_intent ?? "");
      if (intent) captureIntent(work, intent, amount);
      return getCharge(work, id);
    },
  ),
  endpoint("GET /v1/charges/:id/refunds", many("refund"), object(paging), (work, given, id) =>
    pageOf(work.store.refunds, {
      ...given,
      url: `/v1/charges/${getCharge(work, id).id}/refunds`,
      where: ["charge", id],
    }),
  ),
  listEndpoint("GET /v1/charges", "charge", (store) => store.charges, {
    filters: { payment_intent: optional(text()), customer: optional(text()) },
    indexed: ["payment_intent", "customer"],
  }),
];
