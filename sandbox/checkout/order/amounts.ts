import type { CheckoutSession, LineItem } from "../../objects/stripe-objects.ts";

type Amounts = Pick<
  CheckoutSession,
  "amount_subtotal" | "amount_total" | "shipping_cost" | "shipping_options" | "total_details"
>;

const sum = (lines: LineItem[], of: (line: LineItem) => number): number =>
  lines.reduce((total, line) => total + of(line), 0);

/** Every field of a session that follows from its lines and the way of shipping; a coupon touches the lines only. */
export function amountsOf(
  lines: LineItem[],
  options: CheckoutSession["shipping_options"],
  chosenRate: string | null,
): Amounts {
  const option = options.find((candidate) => candidate.shipping_rate === chosenRate);
  const shipping = option?.shipping_amount ?? 0;
  return {
    amount_subtotal: sum(lines, (line) => line.amount_subtotal),
    amount_total: sum(lines, (line) => line.amount_total) + shipping,
    shipping_cost: option
      ? { amount_subtotal: shipping, amount_tax: 0, amount_total: shipping, shipping_rate: chosenRate }
      : null,
    shipping_options: options,
    total_details: {
      amount_discount: sum(lines, (line) => line.amount_discount),
      amount_shipping: shipping,
      amount_tax: 0,
    },
  };
}
