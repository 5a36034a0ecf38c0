import { z } from "zod";
import { type DaysFault, daysFault } from "../../exports/days.ts";
import { AmountError, parseTypedMoney } from "../../money.ts";
import { PAYMENT_STATES, type PaymentState } from "../states.ts";

/** What the list of orders can be narrowed to, besides a search. */
export type OrderFilter = {
  state?: PaymentState | undefined;
  /** Only those that must be sent. */
  toSend?: boolean | undefined;
  /** Only those that need review. */
  needsAttention?: boolean | undefined;
  /** Only those of which all was sent. */
  isSent?: boolean | undefined;
  /** Placed on these days of the shop's zone, such as "2026-12-07", the last one included. */
  since?: string | undefined;
  until?: string | undefined;
  /** ISO code of where the order goes. */
  country?: string | undefined;
  /** The total, in minor units of the shop's currency. */
  minMinor?: bigint | undefined;
  maxMinor?: bigint | undefined;
  /** The code of the shipping option that it is sent by. */
  shipping?: string | undefined;
  /** A product in it, by title or address, or a variant, by SKU. */
  product?: string | undefined;
};

const text = (most: number) => z.string().trim().max(most).default("").catch("?");
const flag = z.literal("1").or(z.literal("")).default("").catch("");

const values = z.object({
  /** The search, hidden: see server/platform/requests/hidden-words.ts. */
  q: z.string().max(1_200).default("").catch(""),
  state: z.enum(PAYMENT_STATES).or(z.literal("")).default("").catch(""),
  send: flag,
  attention: flag,
  sent: flag,
  since: text(20),
  until: text(20),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .or(z.literal(""))
    .default("")
    .catch(""),
  min: text(30),
  max: text(30),
  shipping: text(100),
  product: text(200),
});

/** The list of orders as its address has it: texts, empty where they narrow nothing. */
export type OrderListValues = z.infer<typeof values>;

/** Reads an address or a form. What names nothing that there is narrows nothing; what was typed stays, to be corrected. */
export const readListValues = (search: unknown): OrderListValues => values.parse(search);

export type ListFault = DaysFault | "not_an_amount" | "amounts_reversed";

/**
 * What these values ask for.
 * @param currency of the amounts that were typed
 * @returns a fault instead where what was typed is no day or amount, or the last is before the first
 */
export function filterOf(
  { state, send, attention, sent, since, until, country, min, max, shipping, product }: OrderListValues,
  currency: string,
): { filter: OrderFilter; fault: null } | { filter: null; fault: ListFault } {
  const fault = daysFault(since, until);
  if (fault) return { filter: null, fault };
  const amounts = [min, max].map((typed) => readAmount(typed, currency));
  if (amounts.includes("wrong")) return { filter: null, fault: "not_an_amount" };
  const [minMinor, maxMinor] = amounts.map((amount) => (typeof amount === "bigint" ? amount : undefined));
  if (minMinor !== undefined && maxMinor !== undefined && minMinor > maxMinor)
    return { filter: null, fault: "amounts_reversed" };
  return {
    filter: {
      ...{ state: state || undefined, toSend: send === "1", needsAttention: attention === "1" },
      isSent: sent === "1",
      ...{ since: since || undefined, until: until || undefined, country: country || undefined },
      ...{ minMinor, maxMinor, shipping: shipping || undefined, product: product || undefined },
    },
    fault: null,
  };
}

function readAmount(typed: string, currency: string): bigint | "wrong" | undefined {
  if (typed === "") return undefined;
  try {
    return parseTypedMoney(typed, currency).amountMinor;
  } catch (error) {
    if (error instanceof AmountError) return "wrong";
    throw error;
  }
}

/** What stands behind "More filters", all of it empty. */
export const NO_MORE_FILTERS = {
  ...{ since: "", until: "", country: "", min: "", max: "", shipping: "", product: "" },
} as const satisfies Partial<OrderListValues>;

/** Whether more is chosen than a view, a payment state and a search. */
export const hasMoreFilters = (values: OrderListValues): boolean =>
  Object.keys(NO_MORE_FILTERS).some((name) => values[name as keyof typeof NO_MORE_FILTERS] !== "");
