import type { Change, Row } from "./journal.ts";

/** Where a page of a list starts: after a row (going back in time) or before it (going forward). */
export interface PageOptions {
  where?: [index: string, value: string] | undefined;
  startingAfter?: string | undefined;
  endingBefore?: string | undefined;
}

type Slot<R> = { row: R; order: number };

/**
 * Rows by id, and lists of them in order of creation: one of all rows and one per value of each index. Rows are
 * replaced, never changed in place, so that an event can keep the state it saw and an undo is one assignment.
 */
export class Table<R extends Row> {
  readonly name: string;
  readonly #slots = new Map<string, Slot<R>>();
  readonly #lists = new Map<string, Slot<R>[]>();
  readonly #indexes: Record<string, (row: R) => string | null>;
  readonly #record: (change: Change, undo: () => void) => void;
  #nextOrder = 0;
  #listener: ((row: R) => void) | null = null;

  constructor(
    name: string,
    record: (change: Change, undo: () => void) => void,
    indexes: Record<string, (row: R) => string | null> = {},
  ) {
    this.name = name;
    this.#record = record;
    this.#indexes = indexes;
  }

  get size(): number {
    return this.#slots.size;
  }

  get(id: string): R | undefined {
    return this.#slots.get(id)?.row;
  }

  put(row: R): R {
    const before = this.get(row.id);
    this.#record({ table: this.name, put: row }, () => (before ? this.load(before) : this.unload(row.id)));
    return this.load(row);
  }

  remove(id: string): void {
    const before = this.get(id);
    if (!before) return;
    // The undo puts the row back at the end of its lists; only settings and tasks are removed under a transaction.
    this.#record({ table: this.name, remove: id }, () => this.load(before));
    this.unload(id);
  }

  /** Tells of every row: those that are here, now, and each later one when it is put. */
  watch(listener: (row: R) => void): void {
    for (const row of this.oldestFirst()) listener(row);
    this.#listener = listener;
  }

  /** Puts a row without recording it: reading the journal, or undoing. */
  load(row: R): R {
    const slot = this.#slots.get(row.id);
    if (!slot) {
      const fresh = { row, order: this.#nextOrder++ };
      this.#slots.set(row.id, fresh);
      for (const key of this.#keysOf(row)) this.#insert(key, fresh);
      this.#listener?.(row);
      return row;
    }
    const old = this.#keysOf(slot.row);
    const now = this.#keysOf(row);
    for (const key of old) if (!now.includes(key)) this.#drop(key, slot);
    slot.row = row;
    for (const key of now) if (!old.includes(key)) this.#insert(key, slot);
    this.#listener?.(row);
    return row;
  }

  unload(id: string): void {
    const slot = this.#slots.get(id);
    if (!slot) return;
    for (const key of this.#keysOf(slot.row)) this.#drop(key, slot);
    this.#slots.delete(id);
  }

  /** Newest first; with `endingBefore` oldest first from just above that row. Lazy: takes what the reader takes. */
  *walk(options: PageOptions = {}): Generator<R> {
    const list = this.#lists.get(options.where ? options.where.join("=") : "") ?? [];
    if (options.endingBefore !== undefined) {
      const order = this.#slots.get(options.endingBefore)?.order ?? Number.POSITIVE_INFINITY;
      for (const slot of list.slice(position(list, order + 1))) yield slot.row;
      return;
    }
    const cursor = options.startingAfter === undefined ? undefined : this.#slots.get(options.startingAfter);
    for (let at = cursor ? position(list, cursor.order) - 1 : list.length - 1; at >= 0; at -= 1) {
      const slot = list[at];
      if (slot) yield slot.row;
    }
  }

  /** Those rows of a walk that are wanted. */
  *filter(isWanted: (row: R) => boolean, options: PageOptions = {}): Generator<R> {
    for (const row of this.walk(options)) if (isWanted(row)) yield row;
  }

  all(index?: string, value?: string): R[] {
    return [...this.walk(index === undefined || value === undefined ? {} : { where: [index, value] })];
  }

  *oldestFirst(): Generator<R> {
    for (const slot of this.#slots.values()) yield slot.row;
  }

  #keysOf(row: R): string[] {
    const keys = [""];
    for (const [name, read] of Object.entries(this.#indexes)) {
      const value = read(row);
      if (value !== null) keys.push(`${name}=${value}`);
    }
    return keys;
  }

  #insert(key: string, slot: Slot<R>): void {
    const list = this.#lists.get(key);
    if (!list) this.#lists.set(key, [slot]);
    else list.splice(position(list, slot.order), 0, slot);
  }

  #drop(key: string, slot: Slot<R>): void {
    const list = this.#lists.get(key);
    list?.splice(position(list, slot.order), 1);
  }
}

/** Index of the first slot whose order is at least the given one. */
function position<R>(list: Slot<R>[], order: number): number {
  let low = 0;
  let high = list.length;
  const last = list.at(-1);
  if (last && last.order < order) return high;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle]?.order ?? 0) < order) low = middle + 1;
    else high = middle;
  }
  return low;
}
