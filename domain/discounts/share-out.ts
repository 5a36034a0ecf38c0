/**
 * Shares an amount by weights: each part is the whole steps of its exact share, and the steps that are left go to the
 * largest remainders, the first of equals first. The parts add up to the amount, and where it is at most the sum of the
 * weights, no part is above its weight.
 * @param amount a multiple of `step`, as are the weights; none is below zero
 * @param step the smallest amount that the currency takes
 */
export function shareOut(amount: bigint, weights: readonly bigint[], step = 1n): bigint[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0n);
  if (whole === 0n) return weights.map(() => 0n);
  const steps = amount / step;
  const parts = weights.map((weight) => (steps * weight) / whole);
  const rests = weights.map((weight, index) => ({ index, rest: (steps * weight) % whole }));
  let left = steps - parts.reduce((sum, part) => sum + part, 0n);
  for (const { index } of rests.toSorted(
    (one, other) => Number(other.rest > one.rest) - Number(other.rest < one.rest),
  )) {
    if (left === 0n) break;
    parts[index] = (parts[index] ?? 0n) + 1n;
    left -= 1n;
  }
  return parts.map((part) => part * step);
}

/** A percentage of an amount, rounded half up to whole steps. @param basisPoints 10,000 are the whole */
export function percentOf(amount: bigint, basisPoints: bigint, step = 1n): bigint {
  const unit = 10_000n * step;
  return ((amount * basisPoints + unit / 2n) / unit) * step;
}
