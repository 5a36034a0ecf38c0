import "server-only";
import type { Row, RowFault } from "./group-rows";
import type { Column } from "./read-columns";

/** What is to be said about a product's rows; a fault keeps the product out, a warning does not. */
export type Notes = { faults: RowFault[]; warnings: RowFault[] };

/** The format knows three options. */
export const OPTIONS = [1, 2, 3] as const;

/** A row's text in a column; empty where the file has none. */
export const cell = (row: Row | undefined, column: Column): string => row?.cells.get(column) ?? "";

export function fault(notes: Notes, row: Row, reason: string): void {
  notes.faults.push({ line: row.line, reason });
}

export function isFalse(text: string): boolean {
  return ["false", "no", "0"].includes(text.toLowerCase());
}
