import type { CheckoutSession, ShippingRate } from "../objects.ts";
import { invalidRequest, refused } from "../protocol/errors.ts";
import { createShippingRate, getShippingRate } from "../resources/shipping-rates.ts";
import type { Work } from "../work.ts";
import type { ShippingOptionParams } from "./session-params.ts";

export function resolveShippingOption(
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
  const rate = data
    ? createShippingRate(work, data)
    : getShippingRate(work, id ?? "", `${path}[shipping_rate]`);
  if (rate.fixed_amount?.currency !== currency) {
    throw invalidRequest(
      `The shipping rate's currency (${rate.fixed_amount?.currency}) must be the same as the line items' (${currency}).`,
      path,
    );
  }
  return rate;
}

type WithShipping = Pick<
  CheckoutSession,
  "amount_total" | "shipping_cost" | "shipping_options" | "total_details"
>;

/** The parts of a session that change when another way of shipping is chosen. */
export function withShippingRate(
  subtotal: number,
  options: CheckoutSession["shipping_options"],
  chosen: string | null,
): WithShipping {
  const option = options.find((candidate) => candidate.shipping_rate === chosen);
  const amount = option?.shipping_amount ?? 0;
  return {
    amount_total: subtotal + amount,
    shipping_cost: option
      ? { amount_subtotal: amount, amount_tax: 0, amount_total: amount, shipping_rate: chosen }
      : null,
    shipping_options: options,
    total_details: { amount_discount: 0, amount_shipping: amount, amount_tax: 0 },
  };
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
  const changed = withShippingRate(session.amount_subtotal ?? 0, session.shipping_options, rate);
  return work.store.sessions.put({ ...session, ...changed });
}
