import type { Change, Row } from "./journal.ts";
import { isInOrder, newestFirst, oldestFirst, position, type Slot, type SlotList } from "./slots.ts";

/** Where a page of a list starts: after a row (going back in time) or before it (going forward). */
export interface PageOptions {
  /** Rows whose index has this value, or one of these. */
  where?: [index: string, value: string | readonly string[]] | undefined;
  startingAfter?: string | undefined;
  endingBefore?: string | undefined;
  /** Rows made after this moment are not wanted: going back in time they are jumped over. */
  createdUntil?: number | undefined;
}

/**
 * Rows by id, and lists of them in order of creation: one of all rows and one per value of each index. Rows are
 * replaced, never changed in place, so that an event can keep the state it saw and an undo is one assignment.
 */
export class Table<R extends Row> {
  readonly name: string;
  readonly #slots = new Map<string, Slot<R>>();
  readonly #lists = new Map<string, SlotList<R>>();
  readonly #indexes: Record<string, (row: R) => string | null>;
  readonly #record: (change: Change, undo: () => void) => void;
  readonly #entryOf: ((row: R) => [key: string, amount: number]) | null;
  readonly #values = new Map<string, Set<string>>();
  readonly #sums = new Map<string, number>();
  #nextOrder = 0;
  /** Whether later rows were made later: imported history may not be so. */
  #isInOrder = true;
  #listener: ((row: R) => void) | null = null;

  constructor(
    name: string,
    record: (change: Change, undo: () => void) => void,
    indexes: Record<string, (row: R) => string | null> = {},
    entryOf: ((row: R) => [key: string, amount: number]) | null = null,
  ) {
    this.#entryOf = entryOf;
    this.name = name;
    this.#record = record;
    this.#indexes = indexes;
  }

  get isInOrder(): boolean {
    return this.#isInOrder;
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
    const keys = this.#keysOf(row);
    this.#tally(row, 1);
    if (slot) {
      this.#tally(slot.row, -1);
      slot.row = row;
      this.#rekey(slot, keys);
    } else {
      const fresh = { row, order: this.#nextOrder++, keys };
      this.#slots.set(row.id, fresh);
      for (const key of keys) this.#insert(key, fresh);
    }
    this.#listener?.(row);
    return row;
  }

  /** Looks at a row's indexes again, for those that depend on other rows. */
  reindex(id: string): void {
    const slot = this.#slots.get(id);
    if (slot) this.#rekey(slot, this.#keysOf(slot.row));
  }

  unload(id: string): void {
    const slot = this.#slots.get(id);
    if (!slot) return;
    for (const key of slot.keys) this.#drop(key, slot);
    this.#slots.delete(id);
    this.#tally(slot.row, -1);
  }

  /** Newest first; with `endingBefore` oldest first from just above that row. Lazy: takes what the reader takes. */
  *walk(options: PageOptions = {}): Generator<R> {
    const { where, startingAfter, endingBefore, createdUntil } = options;
    const keys = where ? [where[1]].flat().map((value) => `${where[0]}=${value}`) : [""];
    const lists = keys.flatMap((key) => this.#lists.get(key) ?? []);
    const orderOf = (id: string | undefined): number =>
      (id === undefined ? undefined : this.#slots.get(id)?.order) ?? Number.POSITIVE_INFINITY;
    if (endingBefore !== undefined) yield* oldestFirst(lists, orderOf(endingBefore));
    else yield* newestFirst(lists, orderOf(startingAfter), this.#isInOrder ? createdUntil : undefined);
  }

  /** What all rows add up to, by key, in the order in which the keys were first seen. */
  get sums(): ReadonlyMap<string, number> {
    return this.#sums;
  }

  /** The values that an index has seen. */
  valuesOf(index: string): string[] {
    return [...(this.#values.get(index) ?? [])];
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

  #tally(row: R, sign: 1 | -1): void {
    if (!this.#entryOf) return;
    const [key, amount] = this.#entryOf(row);
    this.#sums.set(key, (this.#sums.get(key) ?? 0) + sign * amount);
  }

  #rekey(slot: Slot<R>, keys: string[]): void {
    for (const key of slot.keys) if (!keys.includes(key)) this.#drop(key, slot);
    for (const key of keys) if (!slot.keys.includes(key)) this.#insert(key, slot);
    slot.keys = keys;
  }

  #insert(key: string, slot: Slot<R>): void {
    const list = this.#lists.get(key);
    if (!list) {
      this.#lists.set(key, { slots: [slot] });
      const [index = ""] = key.split("=", 1);
      const values = this.#values.get(index) ?? new Set();
      this.#values.set(index, values.add(key.slice(index.length + 1)));
    } else {
      if (key === "") this.#isInOrder &&= isInOrder(list.slots.at(-1), slot);
      list.slots.splice(position(list.slots, slot.order), 0, slot);
    }
  }

  #drop(key: string, slot: Slot<R>): void {
    const slots = this.#lists.get(key)?.slots;
    slots?.splice(position(slots, slot.order), 1);
  }
}
