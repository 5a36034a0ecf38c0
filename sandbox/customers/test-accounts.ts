// Stripe's test bank accounts that the sandbox knows: docs.stripe.com/testing, and the pages on ACH and SEPA debits.

import type { FollowUp } from "./test-cards.ts";

export type AccountType = "sepa_debit" | "us_bank_account";

/** A debit that fails: the code and the words that its charge shows. */
export interface Failure {
  code: string;
  message: string;
}

export interface TestAccount {
  type: AccountType;
  /** An IBAN, or the number of an account at the American test bank. */
  number: string;
  /** Behind `pm_`: the id that stands for this account. */
  token: string;
  label: string;
  /** Why the bank refuses in the end; null when the money comes. */
  failure: Failure | null;
  /** Seconds until the bank has answered; null: it never does. */
  answersAfter: number | null;
  followUp: FollowUp | null;
}

/** Long enough to see a payment that is being processed. */
const SOON_SECONDS = 10;
/** "After at least three minutes." */
const LATER_SECONDS = 180;
/** The only routing number that Stripe's test mode takes. */
export const TEST_ROUTING_NUMBER = "110000000";

const failure = (code: string, message: string): Failure => ({ code, message });
const NO_FUNDS = failure(
  "insufficient_funds",
  "The customer's account has insufficient funds to cover this payment.",
);
const GENERIC = failure("generic_could_not_process", "This payment could not be processed.");
const CLOSED = failure("account_closed", "The customer's bank account has been closed.");
const NO_ACCOUNT = failure("no_account", "The customer's bank account could not be located.");
const NOT_AUTHORIZED = failure(
  "debit_not_authorized",
  "The customer has notified their bank that this payment was unauthorized.",
);
const WRONG_CURRENCY = failure(
  "invalid_currency",
  "The bank was unable to process this payment because of its currency.",
);
const OVER_WEEK = failure("charge_exceeds_weekly_limit", "The payment exceeds the account's weekly limit.");
const OVER_SOURCE = failure(
  "charge_exceeds_source_limit",
  "The payment exceeds the account's weekly payment volume limit.",
);

type Row = [number: string, token: string, label: string, more?: Partial<TestAccount>];

const US_ROWS: Row[] = [
  ["000123456789", "usBankAccount_success", "Pays after 10 seconds"],
  ["000222222227", "usBankAccount_insufficientFunds", "Fails later: too little money", { failure: NO_FUNDS }],
  ["000111111113", "usBankAccount_accountClosed", "Fails later: account closed", { failure: CLOSED }],
  ["000111111116", "usBankAccount_noAccount", "Fails later: no such account", { failure: NO_ACCOUNT }],
  [
    "000333333335",
    "usBankAccount_debitNotAuthorized",
    "Fails later: not authorized",
    { failure: NOT_AUTHORIZED },
  ],
  [
    "000444444440",
    "usBankAccount_invalidCurrency",
    "Fails later: wrong currency",
    { failure: WRONG_CURRENCY },
  ],
  [
    "000777777771",
    "usBankAccount_weeklyLimitExceeded",
    "Fails later: over the limit",
    { failure: OVER_WEEK },
  ],
  ["000555555559", "usBankAccount_dispute", "Pays, then is disputed", { followUp: "disputed" }],
  ["000000000009", "usBankAccount_processing", "Stays in processing", { answersAfter: null }],
];

const LATE = { answersAfter: LATER_SECONDS };
const SEPA_ROWS: Row[] = [
  ["DE89370400440532013000", "success_de", "Pays after 10 seconds"],
  ["DE08370400440532013003", "successDelayed_de", "Pays after 3 minutes", LATE],
  ["DE62370400440532013001", "failed_de", "Fails after 10 seconds", { failure: GENERIC }],
  ["DE78370400440532013004", "failedDelayed_de", "Fails after 3 minutes", { failure: GENERIC, ...LATE }],
  ["DE65370400440002222227", "insufficientFunds_de", "Fails later: too little money", { failure: NO_FUNDS }],
  ["DE35370400440532013002", "disputed_de", "Pays, then is disputed", { followUp: "disputed" }],
  [
    "DE65370400440000343434",
    "exceedsWeeklyVolumeLimit_de",
    "Fails later: over the limit",
    { failure: OVER_SOURCE },
  ],
  [
    "DE27370400440000121212",
    "exceedsWeeklyTransactionLimit_de",
    "Fails later: over the limit",
    { failure: OVER_WEEK },
  ],
  ["AT611904300234573201", "success_at", "Pays after 10 seconds"],
  ["AT321904300235473204", "successDelayed_at", "Pays after 3 minutes", LATE],
  ["AT861904300235473202", "failed_at", "Fails after 10 seconds", { failure: GENERIC }],
  ["FR1420041010050500013M02606", "success_fr", "Pays after 10 seconds"],
  ["FR8420041010050500013M02607", "failed_fr", "Fails after 10 seconds", { failure: GENERIC }],
  ["IE29AIBK93115212345678", "success_ie", "Pays after 10 seconds"],
  ["IE02AIBK93115212345679", "failed_ie", "Fails after 10 seconds", { failure: GENERIC }],
  ["IT40S0542811101000000123456", "success_it", "Pays after 10 seconds"],
  ["IT60X0542811101000000123456", "failed_it", "Fails after 10 seconds", { failure: GENERIC }],
];

const rowsOf = (type: AccountType, rows: Row[]): TestAccount[] =>
  rows.map(([number, token, label, more]) => ({
    type,
    number,
    token,
    label,
    failure: null,
    answersAfter: SOON_SECONDS,
    followUp: null,
    ...more,
  }));

export const testAccounts: readonly TestAccount[] = [
  ...rowsOf("us_bank_account", US_ROWS),
  ...rowsOf("sepa_debit", SEPA_ROWS),
];

const byToken = new Map(testAccounts.map((account) => [account.token, account]));
const byNumber = new Map(testAccounts.map((account) => [account.number, account]));

export const accountByToken = (token: string): TestAccount | undefined => byToken.get(token);

/** The account with this number or IBAN; spaces in it do not matter. */
export function accountByNumber(type: AccountType, number: string): TestAccount | undefined {
  const found = byNumber.get(number.replaceAll(/\s/g, "").toUpperCase());
  return found?.type === type ? found : undefined;
}
