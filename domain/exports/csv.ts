import { stringify } from "csv-stringify/sync";
import { isoTime } from "../format-time.ts";
import { decimalText, type Money } from "../money.ts";

/** What a cell holds. An amount stands without its currency, which has a column of its own. */
export type Cell = string | number | Money | Date | null;

/** Spreadsheet programs read a file that begins with it as UTF-8. */
export const BYTE_ORDER_MARK = "\uFEFF";

/**
 * Lines of CSV (RFC 4180), each with its line end.
 * @param timeZone of the times
 */
export function csvText(rows: Cell[][], timeZone: string): string {
  const texts = rows.map((row) => row.map((cell) => cellText(cell, timeZone)));
  // With a line end of its own, csv-stringify leaves others bare, and a name could begin a line.
  return stringify(texts, { record_delimiter: "\r\n", quote_record_delimiter: true });
}

function cellText(cell: Cell, timeZone: string): string {
  if (cell === null) return "";
  if (typeof cell === "string") return plainText(cell);
  if (typeof cell === "number") return String(cell);
  return cell instanceof Date ? isoTime(cell, timeZone) : decimalText(cell);
}

// A spreadsheet program that separates by semicolons or tabs, as in many countries, begins a cell at each of them,
// and drops spaces and quotes before it looks at the first sign.
const BEGINS_FORMULA = /^(?=[\t\r\n])|(?<=^|[;\t\r\n])(?!\n)(?=[\s"]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/g;

/**
 * The text as one that no spreadsheet program calculates: with an apostrophe before what would begin a formula
 * (owasp.org/www-community/attacks/CSV_Injection). Shoppers choose their names.
 */
export const plainText = (text: string): string => text.replace(BEGINS_FORMULA, "'");
