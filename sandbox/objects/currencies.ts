// Stripe's rules for currencies: docs.stripe.com/currencies. Amounts are integers of the smallest unit.

const ZERO_DECIMAL = new Set([
  "bif",
  "clp",
  "djf",
  "gnf",
  "jpy",
  "kmf",
  "krw",
  "mga",
  "pyg",
  "rwf",
  "vnd",
  "vuv",
  "xaf",
  "xof",
  "xpf",
]);
const THREE_DECIMAL = new Set(["bhd", "jod", "kwd", "omr", "tnd"]);

/** Smallest charge in minor units where Stripe publishes one; elsewhere about hidden a dollar. */
const MINIMUM: Record<string, number> = {
  aed: 200,
  aud: 50,
  bgn: 100,
  brl: 50,
  cad: 50,
  chf: 50,
  czk: 1500,
  dkk: 250,
  eur: 50,
  gbp: 30,
  hkd: 400,
  huf: 17500,
  inr: 50,
  jpy: 50,
  mxn: 1000,
  myr: 200,
  nok: 300,
  nzd: 50,
  pln: 200,
  ron: 200,
  sek: 300,
  sgd: 50,
  thb: 1000,
  usd: 50,
};

/** Currencies without a smaller unit that Stripe still counts in hundredths: "special cases" of the same page. */
const WHOLE_UNITS_ONLY = new Set(["isk", "ugx"]);

/** Eight digits, and more where a unit is worth little. */
const EIGHT_DIGITS = 99_999_999;
const MAXIMUM: Record<string, number> = {
  cop: 9_999_999_999,
  huf: 9_999_999_999,
  idr: 999_999_999_999,
  inr: 999_999_999,
  jpy: 9_999_999_999,
  lbp: 999_999_999_999,
};
/** No amount of any currency is larger. */
export const MAXIMUM_AMOUNT = 999_999_999_999;

const known = new Set(Intl.supportedValuesOf("currency").map((code) => code.toLowerCase()));

export function isCurrency(code: string): boolean {
  return known.has(code);
}

export function decimalsOf(currency: string): number {
  if (ZERO_DECIMAL.has(currency)) return 0;
  return THREE_DECIMAL.has(currency) ? 3 : 2;
}

export function minimumCharge(currency: string): number {
  return MINIMUM[currency] ?? (ZERO_DECIMAL.has(currency) ? 50 : THREE_DECIMAL.has(currency) ? 150 : 50);
}

export const maximumCharge = (currency: string): number => MAXIMUM[currency] ?? EIGHT_DIGITS;

/** The step in which amounts of a currency may grow: what the card networks can move. */
export function stepOf(currency: string): number {
  if (WHOLE_UNITS_ONLY.has(currency)) return 100;
  return THREE_DECIMAL.has(currency) ? 10 : 1;
}

/** "€12.00", as Stripe writes amounts in its messages, or in a shopper's own locale. */
export function formatAmount(amount: number, currency: string, locale = "en-US"): string {
  const digits = decimalsOf(currency);
  const options = {
    style: "currency",
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  } as const;
  return new Intl.NumberFormat(locale, options).format(amount / 10 ** digits);
}
