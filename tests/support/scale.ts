/** npm run test:long sets it: every case instead of a sample, ten times the runs. */
export const isLong = process.env.TEST_LONG === "1";

/**
 * The seed of everything random in a test, printed so that a failure can be had again: TEST_SEED=… repeats it.
 * A seed of its own each run, because the same sample again and again finds nothing new.
 */
export function readSeed(): number {
  const given = Number(process.env.TEST_SEED ?? Number.NaN);
  return Number.isInteger(given) ? given : Math.floor(Math.random() * 2 ** 31);
}

/** Numbers from 0 up to 1, the same ones for the same seed (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
