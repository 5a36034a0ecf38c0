import { type Snapshot, stateOf } from "./records-snapshot.ts";

/** Where a sequence of deliveries stands. */
export type Place = {
  /** What Stripe would say now: how many steps of the life have happened. */
  step: number;
  /** Which events were delivered, one bit each. */
  delivered: number;
  /** Which was delivered a second time, or null. */
  doubled: number | null;
  records: Snapshot;
};

export type Life = {
  steps: number;
  /** How many steps must have happened before the event exists. */
  events: { step: number }[];
};

type Move = { kind: "deliver"; event: number } | { kind: "happen" };

/** What may come next: an event that exists, once more one of those that came, or the next step of the life. */
export function movesFrom({ steps, events }: Life, { step, delivered, doubled }: Place): Move[] {
  const moves: Move[] = step < steps ? [{ kind: "happen" }] : [];
  for (const [event, made] of events.entries()) {
    const isNew = (delivered & (1 << event)) === 0;
    if (made.step <= step && (isNew || doubled === null)) moves.push({ kind: "deliver", event });
  }
  return moves;
}

export type Deliver = (place: Place, event: number) => Promise<Snapshot>;

export async function follow(place: Place, move: Move, deliver: Deliver): Promise<Place> {
  if (move.kind === "happen") return { ...place, step: place.step + 1 };
  const bit = 1 << move.event;
  const isSecond = (place.delivered & bit) !== 0;
  return {
    ...place,
    delivered: place.delivered | bit,
    doubled: isSecond ? move.event : place.doubled,
    records: await deliver(place, move.event),
  };
}

export type Explored = { ends: Map<string, Snapshot>; sequences: bigint; deliveries: number };

/**
 * Goes every way there is. Ways that have delivered the same and left the same records are gone on with once: what
 * comes after depends on nothing else, so each of the counted sequences leads to one of the ends.
 */
export async function exploreAll(life: Life, start: Place, deliver: Deliver): Promise<Explored> {
  const ends = new Map<string, Snapshot>();
  const known = new Map<string, bigint>();
  let deliveries = 0;
  const counted: Deliver = (place, event) => {
    deliveries += 1;
    return deliver(place, event);
  };
  const waysFrom = async (place: Place): Promise<bigint> => {
    const state = stateOf(place.records);
    const key = `${place.step} ${place.delivered} ${place.doubled} ${state}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const moves = movesFrom(life, place);
    let ways = moves.length === 0 ? 1n : 0n;
    if (moves.length === 0) ends.set(stateOf(place.records), place.records);
    for (const move of moves) ways += await waysFrom(await follow(place, move, counted));
    known.set(key, ways);
    return ways;
  };
  const sequences = await waysFrom(start);
  return { ends, sequences, deliveries };
}

/** Goes `count` ways by chance. @param pick gives a whole number below its argument */
export async function exploreSome(
  life: Life,
  start: Place,
  deliver: Deliver,
  count: number,
  pick: (below: number) => number,
): Promise<Explored> {
  const ends = new Map<string, Snapshot>();
  let deliveries = 0;
  for (let way = 0; way < count; way += 1) {
    let place = start;
    for (let moves = movesFrom(life, place); moves.length > 0; moves = movesFrom(life, place)) {
      const move = moves[pick(moves.length)];
      if (!move) break;
      if (move.kind === "deliver") deliveries += 1;
      place = await follow(place, move, deliver);
    }
    ends.set(stateOf(place.records), place.records);
  }
  return { ends, sequences: BigInt(count), deliveries };
}
