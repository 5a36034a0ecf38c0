/** Why a variant's stock changed. `admin.stock.reason.*` of the messages says each to people. */
export const STOCK_REASONS = [
  "delivery",
  "count",
  "damage",
  "return",
  "sale",
  "import",
  "correction",
  "opening",
] as const;
export type StockReason = (typeof STOCK_REASONS)[number];

/** What a person may give as the reason of units that came or went. */
export const ADD_REASONS = ["delivery", "damage", "correction"] as const;
export type AddReason = (typeof ADD_REASONS)[number];

/** No shelf holds more, and no delivery brings more. */
export const MAX_UNITS = 1_000_000;
export const MAX_NOTE = 200;

/** What a person enters: so many units came (or went, below zero), or so many were counted. */
export type StockChange = {
  variantId: string;
  /** Made when the form was rendered: sent twice, it changes the stock once. */
  requestId: string;
  note?: string;
} & ({ kind: "add"; units: number; reason: AddReason } | { kind: "count"; units: number });

/** Stock after a change: `reserved` of the units on hand are in orders that wait for their payment. */
export type StockView = { onHand: number; reserved: number };

export type StockAnswer =
  /** `isRepeat`: this request had changed it before, and nothing changed now. */
  | ({ kind: "changed"; entry: string; delta: number; isRepeat: boolean } & StockView)
  /** Fewer units than open orders hold. */
  | ({ kind: "below_reserved"; asked: number } & StockView)
  | { kind: "above_maximum" }
  /** The variant's stock is not counted, or there is no such variant. */
  | { kind: "not_counted" }
  | { kind: "unknown_variant" };

/** What undoing an entry brings, with the entry that takes it back. */
export type UndoAnswer = StockAnswer | { kind: "not_undoable" } | { kind: "undone_before" };

/** Of an entry by a person: what orders and imports changed is undone where they are. */
export const isUndoable = (entry: {
  delta: number;
  reason: string;
  madeBy: string | null;
  undoes: bigint | string | null;
}): boolean =>
  entry.delta !== 0 &&
  entry.madeBy !== null &&
  entry.undoes === null &&
  ["delivery", "damage", "correction", "count"].includes(entry.reason);

/** What a person says that a number is. */
export const ENTRY_KINDS = ["delivery", "count", "damage", "correction"] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];
export type Entry = { kind: "count"; units: number } | { kind: "add"; units: number; reason: AddReason };

/**
 * A number as it is typed. A sign says more than the chosen kind: "+12" came, "-1" went, "=7" were counted. A correction
 * needs its sign.
 * @returns null for what is no such number
 */
export function readEntry(text: string, kind: EntryKind): Entry | null {
  const [, sign, digits] = /^\s*([+\-−–=]?)\s*(\d{1,7})\s*$/.exec(text) ?? [];
  if (sign === undefined || digits === undefined) return null;
  const units = Number(digits);
  if (units > MAX_UNITS) return null;
  if (sign === "=" || (sign === "" && kind === "count")) return { kind: "count", units };
  if (units === 0 || (sign === "" && kind === "correction")) return null;
  const isLess = sign === "" ? kind === "damage" : sign !== "+";
  const reason = kind === "correction" ? kind : isLess ? "damage" : "delivery";
  return { kind: "add", units: isLess ? -units : units, reason };
}
