import fc from "fast-check";
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

/** A cart of up to eight lines whose prices the currency can have; one unit alone is enough for a payment. */
export const randomCart = (currencies = CURRENCIES): fc.Arbitrary<RandomCart> =>
  fc.constantFrom(...currencies).chain((currency) =>
    fc.record({
      currency: fc.constant(currency),
      lines: fc.array(
        fc.record({
          priceMinor: fc
            .bigInt({ min: chargeLimitsOf(currency).least.amountMinor / stepOf(currency), max: 20_000n })
            .map((steps) => steps * stepOf(currency)),
          quantity: fc.integer({ min: 1, max: 9 }),
        }),
        { minLength: 1, maxLength: 8 },
      ),
    }),
  );
