import type { CheckoutDetails } from "../checkout/details.ts";
import { money } from "../money.ts";
import type { Adjustment } from "../orders/totals.ts";
import {
  type ShippedGoods,
  type ShippingOption,
  type ShippingShop,
  shippingOptions,
} from "../shipping/options.ts";
import { type AskedPlace, askedPlace } from "../shipping/places.ts";
import type { Zone } from "../shipping/zones.ts";
import { refuseShipping, type ShippingRefusal } from "./refuse-shipping.ts";

type Where = {
  shop: { shipping: ShippingShop; now: Date };
  /** Null: the shopper has told nothing yet. */
  details: CheckoutDetails | null;
  requiresShipping: boolean;
  lines: Parameters<typeof refuseShipping>[0];
  grams: number;
};

export type ShippingAsked = {
  asked: AskedPlace;
  /** While there is any, nothing is sent. */
  refusals: ShippingRefusal[];
  /** None before the postcode is known where the price depends on it. */
  optionsFor: (goodsMinor: bigint) => ShippingOption[];
  chosenOf: (options: ShippingOption[]) => ShippingOption | null;
};

/** How goods that come to some amount after discounts can be sent to where the shopper has told. */
export function askShipping({ shop, details, requiresShipping, lines, grams }: Where): ShippingAsked {
  const asked = askedPlace(shop.shipping.zones, details?.country ?? "");
  const isUnknown = details === null || (asked.postalCode && details.postalCode === "");
  const refusals = refuseShipping(lines, shop.shipping.zones, isUnknown ? null : details);
  return {
    asked,
    refusals,
    optionsFor: (subtotalMinor) => {
      if (details === null || isUnknown || !requiresShipping || refusals.length > 0) return [];
      return shippingOptions(shop.shipping, details, { subtotalMinor, grams }, shop.now).options;
    },
    chosenOf: (options) => options.find(({ id }) => id === details?.rateId) ?? options[0] ?? null,
  };
}

/** What a way of sending costs. */
export type Priced = { id: string; name: string; amountMinor: bigint };

/** What sending may cost while nobody knows where to: every price of every rate. */
export const anyPrices = (zones: readonly Zone[], { subtotalMinor }: ShippedGoods): Priced[] =>
  zones
    .flatMap(({ rates }) => rates.filter(({ isOff }) => !isOff))
    .flatMap(({ id, name, steps, freeOverMinor }) => [
      ...steps.map(({ amountMinor }) => ({ id, name, amountMinor })),
      ...(freeOverMinor !== null && freeOverMinor <= subtotalMinor ? [{ id, name, amountMinor: 0n }] : []),
    ]);

export const shippingAdjustment = (rate: Priced | null, currency: string): Adjustment[] =>
  rate
    ? [
        {
          ...{ kind: "shipping", lineId: null, code: rate.id, label: rate.name },
          amount: money(rate.amountMinor, currency),
        },
      ]
    : [];

/** What the units weigh that are sent and can be bought. */
export const gramsOf = (
  lines: readonly { requiresShipping: boolean; grams: number; quantity: number }[],
): number => lines.reduce((sum, line) => sum + (line.requiresShipping ? line.grams * line.quantity : 0), 0);
