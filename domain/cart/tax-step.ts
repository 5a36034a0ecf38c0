import type { CheckoutDetails } from "../checkout/details.ts";
import { money } from "../money.ts";
import type { Adjustment } from "../orders/totals.ts";
import type { TaxSettings } from "../settings/tax.ts";
import type { TaxClass } from "../tax/classes.ts";
import { percentText, type TaxRate } from "../tax/rates.ts";
import { type TaxLine, taxOf } from "../tax/tax-of.ts";
import type { Buyer } from "../tax/treatment.ts";

/** What the tax of a cart depends on besides the cart. */
export type Taxing = { settings: TaxSettings; rates: readonly TaxRate[]; buyer: Buyer; date: string };

/** The code of an adjustment by which a tax comes off prices that contain it; else the code is the rate in basis points. */
export const TAX_OFF = "off";

type TaxedCart = {
  currency: string;
  /** After discounts. */
  lines: readonly { variantId: string; taxClass: TaxClass; amountMinor: bigint }[];
  /** After discounts. */
  shippingMinor: bigint;
  details: Pick<CheckoutDetails, "country" | "postalCode" | "region">;
  /** The shopper fetches it: it is handed over where the shop is. */
  isPickup: boolean;
};

/** What the tax does to a cart. */
export type TaxStep = {
  /** `key` is the variant's id. */
  taxes: readonly TaxLine[];
  /** What is added to prices without tax, or comes off prices with it; by line, that of shipping without one. */
  adjustments: Adjustment[];
  /** What shipping is charged with: less than before where a tax comes off it. */
  shippingMinor: bigint;
};

/** The tax of a cart that goes to a known place. Tax that is in the prices changes nothing that is charged. */
export function taxStep(cart: TaxedCart, taxing: Taxing): TaxStep {
  const { currency, lines, shippingMinor } = cart;
  const taxes = taxOf({
    ...taxing,
    ...{ currency, shippingMinor, destination: destinationOf(cart, taxing) },
    lines: lines.map(({ variantId, ...line }) => ({ key: variantId, ...line })),
  });
  const added = taxes.filter(({ included, taxMinor }) => !included && taxMinor > 0n);
  const off = taxes.filter(({ offMinor }) => offMinor > 0n);
  const shippingOff = off.reduce((sum, { key, offMinor }) => (key === null ? sum + offMinor : sum), 0n);
  return {
    taxes,
    shippingMinor: shippingMinor - shippingOff,
    adjustments: [
      ...added.map(({ key, rateBp, taxMinor }) => ({
        ...{ kind: "tax" as const, lineId: key, code: String(rateBp), label: `${percentText(rateBp)} %` },
        amount: money(taxMinor, currency),
      })),
      ...off.flatMap(({ key, offMinor }) =>
        key === null
          ? []
          : [
              {
                ...{ kind: "tax" as const, lineId: key, code: TAX_OFF, label: null },
                amount: money(-offMinor, currency),
              },
            ],
      ),
    ],
  };
}

/** Directive 2006/112/EC art. 31: goods that nobody transports are supplied where they are. */
const destinationOf = ({ details, isPickup }: TaxedCart, { settings }: Taxing) =>
  isPickup ? { country: settings.homeCountry, postalCode: "", region: "" } : details;
