import "server-only";
import { parse } from "csv-parse/sync";
import type { TypedLine } from "@/domain/fulfillment/tracking-list";

/**
 * The lines of a pasted or uploaded list, each read by itself, so that one with a quote that is not closed leaves the
 * others as they are. Cells are apart by commas, semicolons or tabs: as spreadsheets copy and save them.
 */
export function readList(text: string): TypedLine[] {
  return text
    .replace(/^\uFEFF/, "")
    .split(/\r\n|[\r\n]/)
    .map((line, index) => ({ at: index + 1, text: line.trim() }))
    .filter((line) => line.text !== "")
    .map((line) => ({ ...line, cells: readCells(line.text) }));
}

function readCells(line: string): string[] | null {
  try {
    const [cells] = parse(line, { delimiter: [",", ";", "\t"], relax_column_count: true, trim: true });
    return cells ?? null;
  } catch {
    return null;
  }
}
