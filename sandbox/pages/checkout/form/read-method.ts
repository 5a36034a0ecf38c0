import {
  type BillingDetails,
  createAccountMethod,
  createPaymentMethod,
} from "../../../customers/create-method.ts";
import {
  type AccountType,
  accountByNumber,
  TEST_ROUTING_NUMBER,
  type TestAccount,
} from "../../../customers/test-accounts.ts";
import { cardByNumber, isLuhnValid, type TestCard, unknownCard } from "../../../customers/test-cards.ts";
import type { PaymentMethod } from "../../../objects/stripe-objects.ts";
import type { Work } from "../../../work/work.ts";

/** What is wrong with a field, in a sentence that is shown next to it. */
export interface FieldError {
  field: string;
  message: string;
}

export type GivenMethod =
  | { kind: "card"; card: TestCard; expMonth: number; expYear: number; last4: string }
  | { kind: "account"; account: TestAccount };

/** The card or the account that the shopper typed. Neither is kept: what they stand for is. */
export function readMethod(
  types: readonly string[],
  value: (name: string) => string,
  now: number,
): GivenMethod | FieldError {
  const requested = value("method");
  const type = types.includes(requested) ? requested : types[0];
  if (type === "sepa_debit") return readAccount("sepa_debit", value);
  if (type === "us_bank_account") return readAccount("us_bank_account", value);
  return readCard(value("number"), value("expiry"), value("cvc"), now);
}

export const createMethod = (work: Work, given: GivenMethod, billing: BillingDetails): PaymentMethod =>
  given.kind === "card"
    ? createPaymentMethod(work, given.card, billing, given)
    : createAccountMethod(work, given.account, billing);

function readAccount(type: AccountType, value: (name: string) => string): GivenMethod | FieldError {
  if (value("name") === "") return { field: "name", message: "Enter the account holder's name." };
  if (type === "us_bank_account" && value("routing_number") !== TEST_ROUTING_NUMBER) {
    return {
      field: "routing_number",
      message: `The test bank's routing number is ${TEST_ROUTING_NUMBER}.`,
    };
  }
  const field = type === "sepa_debit" ? "iban" : "account_number";
  const account = accountByNumber(type, value(field));
  if (account) return { kind: "account", account };
  const message =
    type === "sepa_debit"
      ? "This IBAN is not one of the test accounts. Pick one from the list of test accounts."
      : "This number is not one of the test accounts. Pick one from the list of test accounts.";
  return { field, message };
}

function readCard(typed: string, expiry: string, cvc: string, now: number): GivenMethod | FieldError {
  const number = typed.replace(/[\s-]/g, "");
  if (!/^\d{12,19}$/.test(number)) return { field: "number", message: "Your card number is incomplete." };
  if (!isLuhnValid(number)) return { field: "number", message: "Your card number is invalid." };
  const [, month = "", year = ""] = /^(\d{1,2})\s*\/?\s*(\d{2}|\d{4})$/.exec(expiry) ?? [];
  const expMonth = Number(month);
  const expYear = year.length === 2 ? 2000 + Number(year) : Number(year);
  if (month === "" || expMonth < 1 || expMonth > 12)
    return { field: "expiry", message: "Enter the expiry date as MM / YY." };
  const today = new Date(now * 1000);
  if (expYear * 12 + expMonth < today.getUTCFullYear() * 12 + today.getUTCMonth() + 1) {
    return { field: "expiry", message: "Your card's expiration date is in the past." };
  }
  const card = cardByNumber(number) ?? unknownCard;
  if (!/^\d+$/.test(cvc) || cvc.length !== (card.brand === "amex" ? 4 : 3)) {
    return {
      field: "cvc",
      message: `Enter the ${card.brand === "amex" ? 4 : 3} digits of the security code.`,
    };
  }
  return { kind: "card", card, expMonth, expYear, last4: number.slice(-4) };
}
