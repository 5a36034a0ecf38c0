import { daysFault } from "../exports/days.ts";
import { parseTypedMoney } from "../money.ts";
import {
  DISCOUNT_KINDS,
  DISCOUNT_METHODS,
  type DiscountKind,
  type DiscountMethod,
  isCode,
  readCode,
} from "./discount.ts";

/** What a discount is, as an admin enters it. Days are of the shop's calendar, the last one included. */
export type DiscountInput = {
  method: DiscountMethod;
  code: string | null;
  name: string;
  kind: DiscountKind;
  value: bigint;
  minSumMinor: bigint | null;
  minQuantity: number | null;
  countries: string[];
  isFirstOrder: boolean;
  ofAllGoods: boolean;
  collectionIds: string[];
  from: string | null;
  to: string | null;
  usageLimit: number | null;
  perMailLimit: number | null;
  combines: boolean;
  priority: number;
};

export const DISCOUNT_FIELDS = [
  "method",
  "code",
  "name",
  "kind",
  "value",
  "minSum",
  "minQuantity",
  "countries",
  "isFirstOrder",
  "ofAllGoods",
  "from",
  "to",
  "usageLimit",
  "perMailLimit",
  "combines",
  "priority",
] as const;
export type DiscountField = (typeof DISCOUNT_FIELDS)[number];
/** The fields of the form: a box is "on" or "". */
export type TypedDiscount = Record<DiscountField, string> & { collectionIds: string[] };

/** What is wrong with a field; `place`: the country that there is not. */
export type DiscountFault = {
  field: DiscountField;
  kind: "name" | "code" | "percent" | "amount" | "whole" | "country" | "day" | "order" | "codes";
  place?: string;
};

export const MAX_NAME = 80;
const MAX_LIMIT = 1_000_000;
const MAX_PRIORITY = 1_000;
const MAX_AMOUNT = 99_999_999n;

/** Reads the form of a discount. @param isCountry whether there is a country of that code */
export function readDiscount(
  typed: TypedDiscount,
  currency: string,
  isCountry: (code: string) => boolean,
): DiscountInput | { fault: DiscountFault } {
  try {
    return read(typed, currency, isCountry);
  } catch (error) {
    if (error instanceof FaultyField) return { fault: error.fault };
    throw error;
  }
}

class FaultyField extends Error {
  constructor(readonly fault: DiscountFault) {
    super(fault.field);
  }
}

const refuse = (field: DiscountField, kind: DiscountFault["kind"], place?: string): never => {
  throw new FaultyField(place === undefined ? { field, kind } : { field, kind, place });
};

function read(typed: TypedDiscount, currency: string, isCountry: (code: string) => boolean): DiscountInput {
  const method = DISCOUNT_METHODS.find((known) => known === typed.method) ?? "code";
  const kind = DISCOUNT_KINDS.find((known) => known === typed.kind) ?? "percent";
  const name = typed.name.trim();
  if (name === "" || name.length > MAX_NAME) refuse("name", "name");
  const code = method === "code" ? readCode(typed.code) : null;
  if (code !== null && !isCode(code)) refuse("code", "code");
  const fault = daysFault(typed.from, typed.to);
  if (fault) refuse(fault === "wrong_order" ? "to" : "from", fault === "wrong_order" ? "order" : "day");
  const usageLimit = wholeOf(typed, "usageLimit");
  // Each of its codes works once, and so many are made as are wanted.
  if (usageLimit !== null && method === "codes") refuse("usageLimit", "codes");
  return {
    ...{ method, code, name, kind, usageLimit },
    value: worthOf(typed, kind, currency),
    minSumMinor: typed.minSum.trim() === "" ? null : amountOf(typed, "minSum", currency, 1n),
    minQuantity: wholeOf(typed, "minQuantity"),
    countries: countriesOf(typed.countries, isCountry),
    isFirstOrder: typed.isFirstOrder === "on",
    ofAllGoods: typed.ofAllGoods !== "off",
    collectionIds: [...new Set(typed.collectionIds)],
    from: typed.from || null,
    to: typed.to || null,
    perMailLimit: wholeOf(typed, "perMailLimit"),
    combines: typed.combines === "on",
    priority: typed.priority.trim() === "" ? 0 : (wholeOf(typed, "priority", 0, MAX_PRIORITY) ?? 0),
  };
}

function worthOf(typed: TypedDiscount, kind: DiscountKind, currency: string): bigint {
  if (kind === "free_shipping") return 0n;
  if (kind !== "percent") return amountOf(typed, "value", currency, kind === "amount" ? 1n : 0n);
  const [, whole = "", part = ""] = /^(\d{1,3})(?:[.,](\d{1,2}))?\s*%?$/.exec(typed.value.trim()) ?? [];
  const basisPoints = whole === "" ? 0n : BigInt(whole) * 100n + BigInt(part.padEnd(2, "0"));
  return basisPoints < 1n || basisPoints > 10_000n ? refuse("value", "percent") : basisPoints;
}

function amountOf(typed: TypedDiscount, field: "value" | "minSum", currency: string, least: bigint): bigint {
  try {
    const { amountMinor } = parseTypedMoney(typed[field], currency);
    if (amountMinor >= least && amountMinor <= MAX_AMOUNT) return amountMinor;
  } catch {
    // Said below, as for an amount that is too large.
  }
  return refuse(field, "amount");
}

function wholeOf(typed: TypedDiscount, field: DiscountField, least = 1, most = MAX_LIMIT): number | null {
  const text = typed[field].trim();
  if (text === "") return null;
  const number = /^\d{1,7}$/.test(text) ? Number(text) : -1;
  return number < least || number > most ? refuse(field, "whole") : number;
}

function countriesOf(text: string, isCountry: (code: string) => boolean): string[] {
  const countries = [...new Set(text.toUpperCase().match(/[^\s,;]+/g) ?? [])];
  const unknown = countries.find((code) => !/^[A-Z]{2}$/.test(code) || !isCountry(code));
  if (unknown !== undefined) refuse("countries", "country", unknown.slice(0, 20));
  return countries.toSorted();
}

/** The form of a discount that is not there yet. */
export const NEW_DISCOUNT: TypedDiscount = {
  ...{ method: "code", code: "", name: "", kind: "percent", value: "", minSum: "", minQuantity: "" },
  ...{
    countries: "",
    isFirstOrder: "",
    ofAllGoods: "on",
    from: "",
    to: "",
    usageLimit: "",
    perMailLimit: "",
  },
  ...{ combines: "", priority: "", collectionIds: [] },
};

/** The form of a discount as it is. @param amountText writes an amount as it is typed */
export function typedOf(input: DiscountInput, amountText: (minor: bigint) => string): TypedDiscount {
  const { kind, value, minSumMinor, isFirstOrder, ofAllGoods, combines } = input;
  const percent = `${value / 100n}${value % 100n === 0n ? "" : `.${String(value % 100n).padStart(2, "0")}`}`;
  return {
    ...{ method: input.method, code: input.code ?? "", name: input.name, kind },
    value: kind === "free_shipping" ? "" : kind === "percent" ? percent : amountText(value),
    minSum: minSumMinor === null ? "" : amountText(minSumMinor),
    minQuantity: String(input.minQuantity ?? ""),
    countries: input.countries.join(", "),
    isFirstOrder: isFirstOrder ? "on" : "",
    ofAllGoods: ofAllGoods ? "on" : "off",
    from: input.from ?? "",
    to: input.to ?? "",
    usageLimit: String(input.usageLimit ?? ""),
    perMailLimit: String(input.perMailLimit ?? ""),
    combines: combines ? "on" : "",
    priority: input.priority === 0 ? "" : String(input.priority),
    collectionIds: input.collectionIds,
  };
}
