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

const OPENS_CELL = /(?<=^|[;\t\r\n])/g;
const ESCAPED_FIRST = /^'*[\t\r\n]/;
const ESCAPED = /^'*(?!\n)[\s"]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/;

const isEscaped = (rest: string, at: number): boolean =>
  ESCAPED.test(rest) || (at === 0 && ESCAPED_FIRST.test(rest));

/**
 * As `plainText`, and `readReversible` brings the text as it was: where an apostrophe stands already before what would
 * begin a formula, it gets another one.
 */
export function reversibleText(text: string): string {
  return text.replace(OPENS_CELL, (_, at: number) => (isEscaped(text.slice(at), at) ? "'" : ""));
}

/** The text that `reversibleText` was given. Places are looked at from the end, as they were before the others. */
export function readReversible(written: string): string {
  if (!written.includes("'")) return written;
  let read = "";
  let end = written.length;
  for (const at of [...written.matchAll(OPENS_CELL)].map(({ index }) => index).reverse()) {
    const piece = written.slice(at, end);
    const rest = piece + read;
    const isAdded = piece.startsWith("'") && isEscaped(rest.slice(1), at);
    read = isAdded ? rest.slice(1) : rest;
    end = at;
  }
  return read;
}
