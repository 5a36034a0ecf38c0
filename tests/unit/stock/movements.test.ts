import { expect, it } from "vitest";
import { type EntryKind, isUndoable, readEntry } from "../../../domain/stock/movements.ts";

it.each<[string, EntryKind, ReturnType<typeof readEntry>]>([
  ["12", "delivery", { kind: "add", units: 12, reason: "delivery" }],
  [" 12 ", "count", { kind: "count", units: 12 }],
  ["0", "count", { kind: "count", units: 0 }],
  ["1", "damage", { kind: "add", units: -1, reason: "damage" }],
  // A sign says more than the choice.
  ["+12", "count", { kind: "add", units: 12, reason: "delivery" }],
  ["+12", "damage", { kind: "add", units: 12, reason: "delivery" }],
  ["-1", "delivery", { kind: "add", units: -1, reason: "damage" }],
  ["−1", "count", { kind: "add", units: -1, reason: "damage" }],
  ["=7", "delivery", { kind: "count", units: 7 }],
  ["= 7", "correction", { kind: "count", units: 7 }],
  ["+2", "correction", { kind: "add", units: 2, reason: "correction" }],
  ["-2", "correction", { kind: "add", units: -2, reason: "correction" }],
  ["2", "correction", null],
  ["0", "delivery", null],
  ["+0", "count", null],
  ["", "delivery", null],
  ["many", "count", null],
  ["1.5", "count", null],
  ["1e3", "count", null],
  ["--1", "delivery", null],
  ["1000001", "count", null],
  // The next barcode, scanned too early.
  ["2000000000022", "count", null],
])("%j under %s is %j", (text, kind, entry) => {
  expect(readEntry(text, kind)).toEqual(entry);
});

it("only a person's entry that changed anything and takes none back can be undone", () => {
  const entry = { delta: 3, reason: "delivery", madeBy: "Ada", undoes: null };
  expect(isUndoable(entry)).toBe(true);
  expect(isUndoable({ ...entry, delta: 0 })).toBe(false);
  expect(isUndoable({ ...entry, madeBy: null })).toBe(false);
  expect(isUndoable({ ...entry, undoes: 4n })).toBe(false);
  for (const reason of ["sale", "return", "import", "opening"])
    expect(isUndoable({ ...entry, reason })).toBe(false);
});
