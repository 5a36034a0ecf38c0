import { newId } from "../objects/ids.ts";
import type { ShippingRate } from "../objects/stripe-objects.ts";
import { endpoint, one } from "../protocol/endpoint.ts";
import { noSuch } from "../protocol/errors.ts";
import { listEndpoint } from "../protocol/list.ts";
import { mergeMetadata, metadata } from "../protocol/metadata.ts";
import {
  boolean,
  currency,
  integer,
  object,
  oneOf,
  optional,
  type Read,
  requiredObject,
  text,
} from "../protocol/params.ts";
import type { Work } from "../work/work.ts";

const bound = optional(
  requiredObject({ unit: oneOf("business_day", "day", "hour", "month", "week"), value: integer(1) }),
);

/** A rate on its own, and the inline `shipping_rate_data` of a checkout session. */
export const rateFields = {
  display_name: text(100),
  type: optional(oneOf("fixed_amount")),
  fixed_amount: requiredObject({ amount: integer(), currency: currency() }, ["currency_options"]),
  delivery_estimate: optional(object({ minimum: bound, maximum: bound })),
  metadata: optional(metadata()),
  tax_behavior: optional(oneOf("inclusive", "exclusive", "unspecified")),
  tax_code: optional(text()),
};
const fields = requiredObject(rateFields);

export function createShippingRate(work: Work, given: Read<typeof fields>): ShippingRate {
  const { delivery_estimate: estimate } = given;
  return work.store.shippingRates.put({
    id: newId("shipping_rate"),
    object: "shipping_rate",
    active: true,
    created: work.now,
    delivery_estimate: estimate
      ? { minimum: estimate.minimum ?? null, maximum: estimate.maximum ?? null }
      : null,
    display_name: given.display_name,
    fixed_amount: given.fixed_amount,
    livemode: false,
    metadata: mergeMetadata({}, given.metadata),
    tax_behavior: given.tax_behavior ?? "unspecified",
    tax_code: given.tax_code ?? null,
    type: "fixed_amount",
  });
}

export function getShippingRate(work: Work, id: string, param = "id"): ShippingRate {
  const rate = work.store.shippingRates.get(id);
  if (!rate) throw noSuch("shipping rate", id, param);
  return rate;
}

export const shippingRateEndpoints = [
  endpoint("POST /v1/shipping_rates", one("shipping_rate"), fields, createShippingRate),
  endpoint("GET /v1/shipping_rates/:id", one("shipping_rate"), object({}), (work, _, id) =>
    getShippingRate(work, id),
  ),
  endpoint(
    "POST /v1/shipping_rates/:id",
    one("shipping_rate"),
    object(
      {
        active: optional(boolean()),
        metadata: optional(metadata()),
        tax_behavior: rateFields.tax_behavior,
      },
      ["fixed_amount"],
    ),
    // Stripe has no event for it.
    (work, given, id) => {
      const rate = getShippingRate(work, id);
      return work.store.shippingRates.put({
        ...rate,
        active: given.active ?? rate.active,
        metadata: mergeMetadata(rate.metadata, given.metadata),
        tax_behavior: given.tax_behavior ?? rate.tax_behavior,
      });
    },
  ),
  listEndpoint("GET /v1/shipping_rates", "shipping_rate", (store) => store.shippingRates, {
    filters: { active: optional(boolean()), currency: optional(currency()) },
    matches: { currency: (rate, code) => rate.fixed_amount?.currency === code },
  }),
];
