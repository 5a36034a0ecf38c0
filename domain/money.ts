import { add, allocate, type Dinero, dinero, multiply as times, toSnapshot } from "dinero.js/bigint";

/** An amount in the currency's minor units (cents; yen; fils) with its ISO 4217 code in lower case. */
export type Money = { amountMinor: bigint; currency: string };

// Stripe's list, "Zero-decimal currencies": docs.stripe.com/currencies#zero-decimal. ISK and UGX have no
// minor unit either, but Stripe keeps their two-decimal form, whose last two digits must be 00.
const ZERO_DECIMAL = new Set("bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf".split(" "));
// docs.stripe.com/currencies#three-decimal; Stripe wants the last digit to be 0.
const THREE_DECIMAL = new Set("bhd jod kwd omr tnd".split(" "));
const WHOLE_UNITS_ONLY = new Set(["isk", "ugx"]);

/** How many decimals Stripe's integer amounts of this currency have: 0, 2 or 3. */
export function exponentOf(currency: string): 0 | 2 | 3 {
  const code = currency.toLowerCase();
  if (ZERO_DECIMAL.has(code)) return 0;
  return THREE_DECIMAL.has(code) ? 3 : 2;
}

/** What the amount must be a multiple of for Stripe to take it, in minor units. */
export function stepOf(currency: string): bigint {
  if (WHOLE_UNITS_ONLY.has(currency)) return 100n;
  return THREE_DECIMAL.has(currency) ? 10n : 1n;
}

export function money(amountMinor: bigint | number, currency: string): Money {
  return { amountMinor: BigInt(amountMinor), currency: currency.toLowerCase() };
}

/** Adds amounts of one currency; an empty list is 0 of `currency`. @throws when currencies differ. */
export function sum(amounts: Money[], currency: string): Money {
  return fromDinero(amounts.map(toDinero).reduce(add, toDinero(money(0n, currency))));
}

/** `times` is a whole number of units. */
export function multiply(amount: Money, factor: number): Money {
  return fromDinero(times(toDinero(amount), BigInt(factor)));
}

/** Splits an amount by ratios so that the parts add up to it exactly (largest remainder first). */
export function split(amount: Money, ratios: bigint[]): Money[] {
  return allocate(toDinero(amount), ratios).map(fromDinero);
}

export type AmountFault = "not_an_amount" | "too_many_decimals" | "too_fine" | "ambiguous";

/** A text that is no amount of the currency. Its message is for commands and their logs. */
export class AmountError extends RangeError {
  constructor(
    readonly fault: AmountFault,
    message: string,
  ) {
    super(message);
    this.name = "AmountError";
  }
}

/**
 * Reads a decimal such as "9.99" into minor units.
 * @throws AmountError when it is no plain decimal, is negative, or has more digits than the currency takes.
 */
export function parseMoney(text: string, currency: string): Money {
  const code = currency.toLowerCase();
  const [, whole, fraction = ""] = /^(\d{1,12})(?:\.(\d+))?$/.exec(text.trim()) ?? [];
  if (whole === undefined) throw new AmountError("not_an_amount", `"${text}" is not an amount such as 12.50`);
  const exponent = exponentOf(code);
  const digits = fraction.replace(/0+$/, "");
  if (digits.length > exponent)
    throw new AmountError(
      "too_many_decimals",
      `"${text}" has more decimals than ${code.toUpperCase()} takes`,
    );
  const amountMinor = BigInt(whole + digits.padEnd(exponent, "0"));
  if (amountMinor % stepOf(code) !== 0n)
    throw new AmountError("too_fine", `"${text}" is finer than ${code.toUpperCase()} allows`);
  return { amountMinor, currency: code };
}

// Three digits after each sign: thousands, or decimals with three places.
const GROUPED = /^\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*$/;
// Signs of two kinds: the last one is the decimal sign.
const GROUPED_WITH_DECIMALS = /^(\d{1,3}(?:,\d{3})+)\.(\d{1,2})$|^(\d{1,3}(?:\.\d{3})+),(\d{1,2})$/;

/**
 * Reads what a person typed, in whichever way their country writes it: "12,50", "1.299,00", "1 299.00".
 * @throws AmountError as parseMoney; and for "1,000", which is a thousand to one reader and one to another, unless the
 * currency has no decimals
 */
export function parseTypedMoney(text: string, currency: string): Money {
  const plain = text.trim().replace(/(?<=\d)[\s\u00a0\u202f'’](?=\d{3})/g, "");
  const mixed = GROUPED_WITH_DECIMALS.exec(plain);
  if (mixed) {
    const [, english, cents, continental, rest] = mixed;
    const whole = (english ?? continental ?? "").replace(/[.,]/g, "");
    return parseMoney(`${whole}.${cents ?? rest}`, currency);
  }
  if (GROUPED.test(plain)) {
    if (exponentOf(currency.toLowerCase()) > 0)
      throw new AmountError("ambiguous", `"${text}" may be thousands or decimals`);
    return parseMoney(plain.replace(/[.,]/g, ""), currency);
  }
  return parseMoney(plain.replace(",", "."), currency);
}

/** For people: "€24.00". The locale decides about signs and separators. */
export function formatMoney(amount: Money, locale: string): string {
  const exponent = exponentOf(amount.currency);
  const format = new Intl.NumberFormat(locale, {
    style: "currency",
    currency: amount.currency,
    minimumFractionDigits: exponent,
    maximumFractionDigits: exponent,
  });
  return format.format(decimalText(amount) as Intl.StringNumericLiteral);
}

/** "24.00": exact, without a sign of the currency; for forms, CSV and structured data. */
export function decimalText({ amountMinor, currency }: Money): string {
  const exponent = exponentOf(currency);
  const digits = (amountMinor < 0n ? -amountMinor : amountMinor).toString().padStart(exponent + 1, "0");
  const sign = amountMinor < 0n ? "-" : "";
  return exponent === 0 ? sign + digits : `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}

function toDinero({ amountMinor, currency }: Money): Dinero<bigint> {
  return dinero({
    amount: amountMinor,
    currency: { code: currency.toUpperCase(), base: 10n, exponent: BigInt(exponentOf(currency)) },
  });
}

function fromDinero(amount: Dinero<bigint>): Money {
  const { amount: amountMinor, currency } = toSnapshot(amount);
  return { amountMinor, currency: currency.code.toLowerCase() };
}
