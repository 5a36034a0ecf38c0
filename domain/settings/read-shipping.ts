import { MAX_SHIPPING_RATES, type ShippingRate } from "../checkout/shipping.ts";
import { parseTypedMoney } from "../money.ts";
import { MIN_WITHDRAWAL_DAYS } from "../returns/window.ts";
import { MAX_RATE_DAYS, MAX_RATE_NAME, MAX_WITHDRAWAL_DAYS } from "./shipping.ts";
import type { Settings } from "./subjects.ts";

/** What is wrong with what was typed, and with which rate; `code`: the country that there is not. */
export type ShippingFault =
  | { kind: "noRate" | "noCountry" | "withdrawal" }
  | { kind: "name" | "price" | "days" | "twice"; place: number }
  | { kind: "country"; code: string };

type Typed = Readonly<Record<string, string>>;

/** Reads the fields of the shipping page. A row without a name, a price and days is no rate. */
export function readShipping(
  typed: Typed,
  currency: string,
  isCountry: (code: string) => boolean,
): Settings["shipping"] | { fault: ShippingFault } {
  const rates: ShippingRate[] = [];
  for (let place = 1; place <= MAX_SHIPPING_RATES; place += 1) {
    const rate = readRate(typed, place, currency);
    if (rate === null) continue;
    if ("fault" in rate) return rate;
    if (rates.some(({ name }) => name.toLowerCase() === rate.name.toLowerCase()))
      return { fault: { kind: "twice", place } };
    rates.push(withId(rate, rates));
  }
  if (rates.length === 0) return { fault: { kind: "noRate" } };
  const countries = [...new Set((typed.countries ?? "").toUpperCase().match(/[^\s,;]+/g) ?? [])];
  if (countries.length === 0) return { fault: { kind: "noCountry" } };
  const unknown = countries.find((code) => !/^[A-Z]{2}$/.test(code) || !isCountry(code));
  if (unknown !== undefined) return { fault: { kind: "country", code: unknown.slice(0, 20) } };
  const withdrawalDays = wholeOf(typed.withdrawalDays);
  if (withdrawalDays === null || withdrawalDays < MIN_WITHDRAWAL_DAYS || withdrawalDays > MAX_WITHDRAWAL_DAYS)
    return { fault: { kind: "withdrawal" } };
  return { rates, countries, withdrawalDays };
}

function readRate(
  typed: Typed,
  place: number,
  currency: string,
): ShippingRate | null | { fault: ShippingFault } {
  const [id = "", name = "", price = "", from = "", to = ""] = ["id", "name", "price", "from", "to"].map(
    (field) => (typed[`${field}${place}`] ?? "").trim(),
  );
  if (`${name}${price}${from}${to}` === "") return null;
  // Separators of the lists in which Stripe's session keeps rates.
  if (name === "" || name.length > MAX_RATE_NAME || /[;:,]/.test(name))
    return { fault: { kind: "name", place } };
  const amountMinor = amountOf(price, currency);
  if (amountMinor === null) return { fault: { kind: "price", place } };
  const [first, last] = [wholeOf(from), wholeOf(to)];
  if (first === null || last === null || first > last || last > MAX_RATE_DAYS)
    return { fault: { kind: "days", place } };
  return { id, name, amountMinor, days: [first, last] };
}

/** Orders remember a rate by its id: it stays through every change of name and price. */
function withId(rate: ShippingRate, others: ShippingRate[]): ShippingRate {
  const isTaken = (id: string) => others.some((other) => other.id === id);
  if (/^[\p{L}\p{N}_-]{1,80}$/u.test(rate.id) && !isTaken(rate.id)) return rate;
  const stem = (rate.name.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? ["rate"]).join("-");
  let id = stem;
  for (let number = 2; isTaken(id); number += 1) id = `${stem}-${number}`;
  return { ...rate, id };
}

function amountOf(typed: string, currency: string): bigint | null {
  try {
    const { amountMinor } = parseTypedMoney(typed, currency);
    return amountMinor < 0n || amountMinor > 99_999_999n ? null : amountMinor;
  } catch {
    return null;
  }
}

const wholeOf = (text: string | undefined): number | null =>
  /^\d{1,3}$/.test(text?.trim() ?? "") ? Number(text) : null;
