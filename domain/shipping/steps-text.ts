import { decimalText, money, parseTypedMoney } from "../money.ts";
import type { Step, ZoneRate } from "./zones.ts";

export type WeightUnit = "kg" | "lb";

// Exact by definition: the international pound of 1959.
const GRAMS = { kg: 1_000, lb: 453.59237 };
const MAX_GRAMS = 10_000_000;
const MAX_AMOUNT = 99_999_999n;

/** How a page writes and reads the steps of a rate: in this currency, and weights in this unit. */
export type StepFormat = { currency: string; unit: WeightUnit };

/** "2: 5.00" for each step, and "*: 19.00" for what is beyond the last limit; as `readSteps` takes it. */
export function stepsText({ by, steps }: Pick<ZoneRate, "by" | "steps">, format: StepFormat): string {
  const limit = (upTo: bigint) =>
    by === "weight" ? weightText(upTo, format.unit) : decimalText(money(upTo, format.currency));
  return steps
    .map(({ upTo, amountMinor }) => {
      const amount = decimalText(money(amountMinor, format.currency));
      return `${upTo === null ? "*" : limit(upTo)}: ${amount}`;
    })
    .join("\n");
}

/**
 * Reads a step from each line: up to which weight or sum, and the price.
 * @returns the line that is none, or whose limit is not above the one before
 */
export function readSteps(
  typed: string,
  by: "weight" | "sum",
  format: StepFormat,
): { steps: Step[] } | { wrongLine: string } {
  const steps: Step[] = [];
  for (const line of typed.split("\n").map((it) => it.trim())) {
    if (line === "") continue;
    const [limit = "", price = "", ...more] = line.split(":").map((it) => it.trim());
    const upTo =
      limit === "*"
        ? null
        : by === "weight"
          ? readWeight(limit, format.unit)
          : readAmount(limit, format.currency);
    const amountMinor = readAmount(price, format.currency);
    const before = steps.at(-1);
    const isBeyond =
      before === undefined || (before.upTo !== null && (upTo === null || isAbove(upTo, before.upTo)));
    if (upTo === undefined || amountMinor === undefined || more.length > 0 || !isBeyond)
      return { wrongLine: line.slice(0, 60) };
    steps.push({ upTo, amountMinor });
  }
  return { steps };
}

const isAbove = (upTo: bigint | undefined, limit: bigint) => upTo !== undefined && upTo > limit;

/** Grams. Undefined: what was typed is no weight. A number alone is in `unit`; "500 g" can be written as well. */
export function readWeight(typed: string, unit: WeightUnit): bigint | undefined {
  const [, number = "", named] = /^(\d{1,7}(?:[.,]\d{1,3})?)\s*(kg|g|lb)?$/i.exec(typed.trim()) ?? [];
  if (number === "") return undefined;
  const chosen = named?.toLowerCase() ?? unit;
  const factor = chosen === "g" ? 1 : GRAMS[chosen === "lb" ? "lb" : "kg"];
  const grams = Math.round(Number(number.replace(",", ".")) * factor);
  return grams <= MAX_GRAMS ? BigInt(grams) : undefined;
}

// As fine as grams can be told apart, and no finer.
const DECIMALS = { kg: 1_000, lb: 100 };

/** "2.5" kilograms or pounds; as `readWeight` takes it. */
export const weightText = (grams: bigint, unit: WeightUnit): string =>
  String(Math.round((Number(grams) / GRAMS[unit]) * DECIMALS[unit]) / DECIMALS[unit]);

/** Minor units. Undefined: what was typed is no amount of the currency, or a huge one. */
export function readAmount(typed: string, currency: string): bigint | undefined {
  try {
    const { amountMinor } = parseTypedMoney(typed, currency);
    return amountMinor > MAX_AMOUNT ? undefined : amountMinor;
  } catch {
    return undefined;
  }
}
