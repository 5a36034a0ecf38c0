import { formatAmount, maximumCharge, minimumCharge, stepOf } from "../objects/currencies.ts";
import { invalidRequest } from "./errors.ts";

/** Throws Stripe's complaint about an amount that cannot be charged in this currency. Minor units. */
export function checkAmount(amount: number, currency: string, param: string): void {
  const [least, most] = [minimumCharge(currency), maximumCharge(currency)];
  if (amount < least) {
    throw invalidRequest(
      `Amount must be at least ${formatAmount(least, currency)} ${currency}`,
      param,
      "amount_too_small",
    );
  }
  if (amount > most) {
    throw invalidRequest(
      `Amount must be no more than ${formatAmount(most, currency)} ${currency}`,
      param,
      "amount_too_large",
    );
  }
  checkStep(amount, currency, param);
}

/** Some currencies are written with digits that nobody can pay. */
export function checkStep(amount: number, currency: string, param: string): void {
  const step = stepOf(currency);
  if (amount % step === 0) return;
  throw invalidRequest(`Invalid amount: in ${currency} amounts must be divisible by ${step}.`, param);
}
