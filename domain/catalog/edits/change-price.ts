import { exponentOf, type Money, money, stepOf } from "../../money.ts";

export const PRICE_ENDINGS = ["", "00", "90", "99"] as const;
/** What the last two digits of a price are to be; "": whatever comes out. */
export type PriceEnding = (typeof PRICE_ENDINGS)[number];

/** A percentage in hundredths of a percent, or an amount in minor units; both positive. */
export type PriceStep = { kind: "percent"; hundredths: bigint } | { kind: "amount"; amountMinor: bigint };
export type PriceChange = { direction: "raise" | "lower"; by: PriceStep; ending: PriceEnding };

/**
 * The price after a change: half a unit is rounded up, and with an ending to the nearest price that has it, the higher
 * one of two. A price above zero does not become zero by its ending.
 * @returns null where it would be below zero
 */
export function changePrice(price: Money, { direction, by, ending }: PriceChange): Money | null {
  const { amountMinor, currency } = price;
  const sign = direction === "raise" ? 1n : -1n;
  const step = stepOf(currency);
  const exact =
    by.kind === "amount"
      ? roundTo(amountMinor + sign * by.amountMinor, step)
      : roundTo(amountMinor * (10_000n + sign * by.hundredths), 10_000n * step) / 10_000n;
  if (exact < 0n) return null;
  return money(ending === "" || exact === 0n ? exact : withEnding(exact, currency, ending), currency);
}

/** The multiple of `unit` next to a number, the higher one of two. */
function roundTo(value: bigint, unit: bigint): bigint {
  const doubled = 2n * value + unit;
  const quotient = doubled / (2n * unit);
  // Division of bigints cuts towards zero.
  return (doubled < 0n && doubled % (2n * unit) !== 0n ? quotient - 1n : quotient) * unit;
}

function withEnding(value: bigint, currency: string, ending: Exclude<PriceEnding, "">): bigint {
  const { period, unit } = endingOf(currency);
  const end = BigInt(ending) * unit;
  const nearest = roundTo(value - end, period) + end;
  return nearest > 0n ? nearest : nearest + period;
}

/**
 * The digits that an ending stands for: those behind the decimal point, or the last two where a currency has none that
 * can be paid (¥1,990).
 */
function endingOf(currency: string): { period: bigint; unit: bigint } {
  const exponent = exponentOf(currency);
  const step = stepOf(currency);
  if (exponent === 3) return { period: 1_000n, unit: 10n };
  const unit = step === 100n ? 100n : 1n;
  return { period: 100n * unit, unit };
}

const PERCENT = /^(\d{1,4})(?:[.,](\d{1,2}))?$/;

/** Reads "10", "2.5" or "2,5" into hundredths of a percent; null for anything else, and for nothing. */
export function readPercent(typed: string): bigint | null {
  const [, whole, decimals = ""] = PERCENT.exec(typed.trim().replace(/\s*%$/, "")) ?? [];
  const hundredths = whole === undefined ? 0n : BigInt(whole + decimals.padEnd(2, "0"));
  return hundredths > 0n ? hundredths : null;
}
