import "server-only";

// A hash takes 64 MiB and a tenth of a second of one core: a flood of tries must neither fill the memory nor make
// people wait who are at a known device.
const AT_ONCE = 2;
const MAX_WAITING = 50;

type Lane = { running: number; waiting: (() => void)[] };
const lanes = { known: makeLane(), unknown: makeLane() };

function makeLane(): Lane {
  return { running: 0, waiting: [] };
}

/** Runs `work` when its lane has a place. @returns null, without running it, when too many wait there already */
export async function takeTurn<T>(lane: keyof typeof lanes, work: () => Promise<T>): Promise<T | null> {
  const { waiting } = lanes[lane];
  if (lanes[lane].running >= AT_ONCE) {
    if (waiting.length >= MAX_WAITING) return null;
    await new Promise<void>((start) => waiting.push(start));
  } else lanes[lane].running += 1;
  try {
    return await work();
  } finally {
    // The place goes to the next, or is free.
    const next = waiting.shift();
    if (next) next();
    else lanes[lane].running -= 1;
  }
}
