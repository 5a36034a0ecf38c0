/**
 * Splits a whole number by weights so that the parts add up to it: each gets what is below its exact share, and the
 * units that are left go to the largest remainders, of equal ones to the first. No part is above its weight as long as the
 * total is not above their sum.
 * @param weights not negative; where all are 0, so must be the total
 */
export function allocate(total: bigint, weights: readonly bigint[]): bigint[] {
  const sum = weights.reduce((one, other) => one + other, 0n);
  if (sum === 0n) {
    if (total !== 0n) throw new RangeError(`${total} cannot be split among weights of 0`);
    return weights.map(() => 0n);
  }
  const parts = weights.map((weight) => (total * weight) / sum);
  const left = Number(total - parts.reduce((one, other) => one + other, 0n));
  const byRemainder = weights
    .map((weight, index) => ({ index, remainder: (total * weight) % sum }))
    .sort((one, other) => compare(other.remainder, one.remainder) || one.index - other.index);
  for (const { index } of byRemainder.slice(0, left)) parts[index] = (parts[index] ?? 0n) + 1n;
  return parts;
}

/** Divides two positive numbers and rounds to the nearest whole one, halves up. */
export const divideRounded = (dividend: bigint, divisor: bigint): bigint =>
  (2n * dividend + divisor) / (2n * divisor);

const compare = (one: bigint, other: bigint): number => (one < other ? -1 : one > other ? 1 : 0);
