import type { Row } from "./journal.ts";

/** A row's place: `order` counts up with each new row, `keys` are the lists it stands in. */
export type Slot<R> = { row: R; order: number; keys: string[] };
/** In rising order. */
export type SlotList<R> = { slots: Slot<R>[] };

/** Index of the first slot whose order is at least the given one. */
export function position<R>(slots: Slot<R>[], order: number): number {
  const last = slots.at(-1);
  if (last && last.order < order) return slots.length;
  return firstIndex(slots, (slot) => slot.order >= order);
}

export const isInOrder = <R extends Row>(before: Slot<R> | undefined, next: Slot<R>): boolean =>
  (before?.row.created ?? 0) <= (next.row.created ?? Number.POSITIVE_INFINITY);

/** Rows of all lists with an order below the given one, newest first; those made after `createdUntil` are left out. */
export function* newestFirst<R extends Row>(
  lists: SlotList<R>[],
  below: number,
  createdUntil: number | undefined,
): Generator<R> {
  const heads = lists.map(({ slots }) => {
    const end = position(slots, below);
    if (createdUntil === undefined) return { slots, at: end - 1 };
    const tooNew = firstIndex(slots, ({ row }) => (row.created ?? 0) > createdUntil);
    return { slots, at: Math.min(end, tooNew) - 1 };
  });
  for (;;) {
    let best: (typeof heads)[number] | undefined;
    for (const head of heads) {
      const order = head.slots[head.at]?.order ?? -1;
      if (order > (best?.slots[best.at]?.order ?? -1)) best = head;
    }
    const slot = best?.slots[best.at];
    if (!best || !slot) return;
    best.at -= 1;
    yield slot.row;
  }
}

/** Rows of all lists with an order above the given one, oldest first. */
export function* oldestFirst<R extends Row>(lists: SlotList<R>[], above: number): Generator<R> {
  const heads = lists.map(({ slots }) => ({ slots, at: position(slots, above + 1) }));
  for (;;) {
    let best: (typeof heads)[number] | undefined;
    for (const head of heads) {
      const order = head.slots[head.at]?.order ?? Number.POSITIVE_INFINITY;
      if (order < (best?.slots[best.at]?.order ?? Number.POSITIVE_INFINITY)) best = head;
    }
    const slot = best?.slots[best.at];
    if (!best || !slot) return;
    best.at += 1;
    yield slot.row;
  }
}

/** Index of the first slot that is so, when all behind it are too. */
function firstIndex<R>(slots: Slot<R>[], isSo: (slot: Slot<R>) => boolean): number {
  let low = 0;
  let high = slots.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const slot = slots[middle];
    if (slot && !isSo(slot)) low = middle + 1;
    else high = middle;
  }
  return low;
}
