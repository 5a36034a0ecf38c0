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

/** "+12", "-1" and "−1" add and take away; "7" and "=7" are a count. Null for anything else. */
export function parseUnits(text: string): { kind: "add" | "count"; units: number } | null {
  const [, sign, digits] = /^\s*([+\-−–=]?)\s*(\d{1,7})\s*$/.exec(text) ?? [];
  if (digits === undefined) return null;
  const units = Number(digits);
  if (units > MAX_UNITS) return null;
  if (sign === "" || sign === "=") return { kind: "count", units };
  if (units === 0) return null;
  return { kind: "add", units: sign === "+" ? units : -units };
}
