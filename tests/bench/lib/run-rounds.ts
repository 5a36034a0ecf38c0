import { createHash } from "node:crypto";
import { median } from "./statistics.ts";

const OFF = 1.5;
const BLOCK = Buffer.alloc(64 * 1024, 7);
const BLOCKS = 1_500;

/**
 * Runs a measurement until `wanted` rounds of it were alike, at most twice as many. Each round measures all of
 * its targets; a fixed piece of work before and after it tells how much of the machine others took, and
 * rounds that are off by more than 1.5 times from the middle one are dropped.
 * @returns the rounds kept, `wanted` of them unless the machine was too restless
 */
export async function runRounds<T>(wanted: number, round: () => Promise<T>, show: (result: T) => string) {
  const done: { result: T; work: number }[] = [];
  let kept: typeof done = [];
  while (kept.length < wanted && done.length < wanted * 2) {
    const before = yardstick();
    const result = await round();
    const work = (before + yardstick()) / 2;
    done.push({ result, work });
    console.log(`  round ${done.length}  yardstick ${work.toFixed(0).padStart(4)} ms  ${show(result)}`);
    const middle = median(done.map((one) => one.work));
    kept = done.filter((one) => Math.max(one.work / middle, middle / one.work) <= OFF);
  }
  if (kept.length < done.length)
    console.log(`  ${done.length - kept.length} of ${done.length} rounds dropped`);
  return kept.map(({ result }) => result);
}

/** Milliseconds for a fixed piece of work. */
function yardstick(): number {
  const started = performance.now();
  const hash = createHash("sha256");
  for (let block = 0; block < BLOCKS; block += 1) hash.update(BLOCK);
  hash.digest();
  return performance.now() - started;
}
