import { formatAmount, maximumCharge, minimumCharge } from "../../objects/currencies.ts";
import type { LineItem } from "../../objects/stripe-objects.ts";
import { invalidRequest } from "../../protocol/errors.ts";

/** One currency for all lines: answers it. */
export function checkLines(lines: LineItem[], requested: string | undefined): string {
  const [first] = lines;
  if (!first) throw invalidRequest("Missing required param: line_items.", "line_items", "parameter_missing");
  const other = lines.find((line) => line.currency !== first.currency);
  if (other || (requested !== undefined && requested !== first.currency)) {
    throw invalidRequest(
      `You cannot combine currencies on a single session: all prices must use ${first.currency}.`,
      "line_items",
    );
  }
  return first.currency;
}

export function checkTotal(total: number, currency: string): void {
  const minimum = minimumCharge(currency);
  const maximum = maximumCharge(currency);
  if (total > maximum) {
    throw invalidRequest(
      `The Checkout Session's total amount due must be no more than ${formatAmount(maximum, currency)} ${currency}`,
      undefined,
      "amount_too_large",
    );
  }
  // A total of nothing needs no payment and is allowed.
  if (total === 0 || total >= minimum) return;
  throw invalidRequest(
    `The Checkout Session's total amount due must add up to at least ${formatAmount(minimum, currency)} ${currency}`,
    undefined,
    "amount_too_small",
  );
}
