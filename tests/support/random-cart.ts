import fc from "fast-check";
import type { CartEntry } from "../../domain/cart/cart.ts";
import type { Offer } from "../../domain/cart/quote-line.ts";
import { chargeLimitsOf } from "../../domain/checkout/charge-limits.ts";
import { exponentOf, stepOf } from "../../domain/money.ts";

/** Every currency that Stripe takes and Intl knows, as far as its rules differ: all odd ones, and plain ones. */
export const CURRENCIES = [
  ..."bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf".split(" "),
  ..."bhd jod kwd omr tnd".split(" "),
  "isk",
  "ugx",
  ...Intl.supportedValuesOf("currency")
    .map((code) => code.toLowerCase())
    .filter((code) => exponentOf(code) === 2 && stepOf(code) === 1n),
];

export type RandomCart = { currency: string; lines: { priceMinor: bigint; quantity: number }[] };

/** In minor units: enough for a payment also in currencies whose smallest amount only Stripe can say. */
const ENOUGH = 150n;

const leastPrice = (currency: string) => {
  const { amountMinor } = chargeLimitsOf(currency).min;
  return amountMinor > ENOUGH ? amountMinor : ENOUGH;
};

/** A cart of up to eight lines whose prices the currency can have; one unit alone is enough for a payment. */
export const randomCart = (currencies = CURRENCIES): fc.Arbitrary<RandomCart> =>
  fc.constantFrom(...currencies).chain((currency) =>
    fc.record({
      currency: fc.constant(currency),
      lines: fc.array(
        fc.record({
          priceMinor: fc
            .bigInt({ min: leastPrice(currency) / stepOf(currency) + 1n, max: 20_000n })
            .map((steps) => steps * stepOf(currency)),
          quantity: fc.integer({ min: 1, max: 9 }),
        }),
        { minLength: 1, maxLength: 8 },
      ),
    }),
  );

/** A variant that is for sale, with more of it than any cart holds. */
export const offer = (changes: Partial<Offer> = {}): Offer => ({
  variantId: "0190a1b2-0000-7000-8000-000000000001",
  productSlug: "tumble-mug",
  variantSlug: "clay",
  productTitle: "Tumble mug",
  variantTitle: "Clay",
  sku: null,
  picture: null,
  imageBase: null,
  priceMinor: 2400n,
  available: 1_000,
  limit: 99,
  heldUntil: null,
  isForSale: true,
  requiresShipping: true,
  taxClass: "standard",
  shipsTo: [],
  shipsAlone: false,
  grams: 0,
  ...changes,
});

/** The same lines as a cart and as what is for sale: each line is a variant of its own. */
export function cartOf(lines: RandomCart["lines"]): { key: string; entries: CartEntry[]; offers: Offer[] } {
  const variantId = (index: number) => `0190a1b2-0000-7000-8000-${String(index).padStart(12, "0")}`;
  return {
    key: "cart",
    entries: lines.map(({ quantity, priceMinor }, index) => ({
      variantId: variantId(index),
      quantity,
      seenMinor: priceMinor,
    })),
    offers: lines.map(({ priceMinor }, index) => offer({ variantId: variantId(index), priceMinor })),
  };
}
