import { createShippingRate, getShippingRate, rateFields } from "../../catalog/shipping-rates.ts";
import type { CheckoutSession, ShippingRate } from "../../objects/stripe-objects.ts";
import { invalidRequest, refused } from "../../protocol/errors.ts";
import { list, object, oneOf, optional, type Read, requiredObject, text } from "../../protocol/params.ts";
import type { Work } from "../../work/work.ts";
import { amountsOf } from "./amounts.ts";
import { hiddenFieldsOf } from "./hidden-fields.ts";
import { SHIPPING_COUNTRIES } from "./shipping-countries.ts";

export const shippingAddressCollection = object({
  allowed_countries: list(oneOf(...SHIPPING_COUNTRIES), 300),
});

export const shippingOption = requiredObject({
  shipping_rate: optional(text()),
  shipping_rate_data: optional(requiredObject(rateFields)),
});

type ShippingOptionParams = Read<typeof shippingOption>;

/** The options as the session shows them; inline rates are made. Throws what cannot be sent in this currency. */
export const resolveShippingOptions = (
  work: Work,
  given: ShippingOptionParams[],
  currency: string,
): CheckoutSession["shipping_options"] =>
  given.map((option, index) => {
    const rate = resolveShippingOption(work, option, index, currency);
    return { shipping_amount: rate.fixed_amount?.amount ?? 0, shipping_rate: rate.id };
  });

function resolveShippingOption(
  work: Work,
  given: ShippingOptionParams,
  index: number,
  currency: string,
): ShippingRate {
  const path = `shipping_options[${index}]`;
  const { shipping_rate_data: data, shipping_rate: id } = given;
  if (data === undefined && id === undefined) {
    throw invalidRequest(
      `Missing required param: ${path}[shipping_rate].`,
      `${path}[shipping_rate]`,
      "parameter_missing",
    );
  }
  if (data !== undefined && id !== undefined) {
    throw invalidRequest(
      "You may only specify one of these parameters: shipping_rate, shipping_rate_data.",
      `${path}[shipping_rate]`,
    );
  }
  const rate = data
    ? createShippingRate(work, data)
    : getShippingRate(work, id ?? "", `${path}[shipping_rate]`);
  if (!rate.active) {
    throw invalidRequest(
      `The shipping rate '${rate.id}' is inactive. This field only accepts active shipping rates.`,
      `${path}[shipping_rate]`,
    );
  }
  if (rate.fixed_amount?.currency !== currency) {
    throw invalidRequest(
      `The shipping rate's currency (${rate.fixed_amount?.currency}) must be the same as the line items' (${currency}).`,
      path,
    );
  }
  return rate;
}

/** What the shopper chose on the page. Throws when it is not one of the session's options. */
export function chooseShipping(work: Work, session: CheckoutSession, rate: string): CheckoutSession {
  if (session.status !== "open") {
    throw refused(
      "The shipping of a Checkout Session can only be chosen while it is open.",
      undefined,
      "session",
    );
  }
  if (!session.shipping_options.some((option) => option.shipping_rate === rate)) {
    throw invalidRequest(
      `The shipping rate '${rate}' is not an option of this Checkout Session.`,
      "shipping_rate",
    );
  }
  const changed = amountsOf(hiddenFieldsOf(work, session).lineItems, session.shipping_options, rate);
  return work.store.sessions.put({ ...session, ...changed });
}
