import { stepOf } from "../money.ts";

type OrderLine = { title: string; quantity: number; totalMinor: bigint };

/**
 * The one line that Stripe is sent for a line of an order. Where what it comes to cannot be divided by its units, they are
 * one line of one: Stripe's total is then the order's, to the minor unit.
 */
export function stripeLine({ title, quantity, totalMinor }: OrderLine, currency: string) {
  const units = BigInt(quantity);
  const unitMinor = totalMinor / units;
  if (unitMinor * units === totalMinor && unitMinor % stepOf(currency) === 0n)
    return { name: title, quantity, unitMinor };
  return { name: `${quantity} × ${title}`, quantity: 1, unitMinor: totalMinor };
}
