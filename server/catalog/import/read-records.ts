import "server-only";
import { parse } from "csv-parse/sync";
import { type Line, MAX_ROW_BYTES, readLines } from "./read-lines";

export type CsvRecord = { line: number; fields: string[] };
/** A row that cannot be read; `starts` are the beginnings of the lines it may be made of. */
export type CsvFault = { line: number; fault: string; starts: string[]; separator: string };

const SEPARATORS = [",", ";", "\t"] as const;

const QUOTES_FIX = 'Put the whole field in quotes and write "" for a quote in it.';

/**
 * The rows of a CSV file, the header first. A row that is broken is given as a fault, and reading goes on
 * with the line after the one it began on.
 *
 * csv-parse reads the single rows, not the stream: at a fault its stream drops the good rows it had read
 * before, cannot go on, and counts a CRLF inside quotes as two lines. Where a row ends is simple:
 * its quotes are even in number (RFC 4180).
 */
export async function* readRecords(
  path: string,
  onBytes?: (bytes: number) => void,
): AsyncGenerator<CsvRecord | CsvFault> {
  const assembly = new RowAssembly();
  for await (const lines of readLines(path, onBytes)) {
    for (const line of lines) yield* assembly.add(line);
  }
  yield* assembly.end();
}

class RowAssembly {
  private pending: Line[] = [];
  private size = 0;
  private isOpen = false;
  private columns = 0;
  private separator: string | undefined;

  add(line: Line): (CsvRecord | CsvFault)[] {
    if (this.pending.length === 0 && line.text.trim() === "" && !line.fault) return [];
    if (this.separator === undefined && this.pending.length === 0) {
      // A first line of Excel's own, which no other program reads.
      const [, named] = /^"?sep=(.)"?[,;]*$/i.exec(line.text) ?? [];
      this.separator = named;
      if (named !== undefined) return [];
    }
    this.pending.push(line);
    this.size += line.text.length;
    if (hasOddQuotes(line.text)) this.isOpen = !this.isOpen;
    if (!this.isOpen) return this.close();
    return this.size > MAX_ROW_BYTES
      ? this.startOver(`A quote is opened here and not closed. ${QUOTES_FIX}`)
      : [];
  }

  end(): (CsvRecord | CsvFault)[] {
    const found: (CsvRecord | CsvFault)[] = [];
    while (this.pending.length > 0)
      found.push(...this.startOver(`A quote is opened here and never closed. ${QUOTES_FIX}`));
    return found;
  }

  private close(): (CsvRecord | CsvFault)[] {
    this.separator ??= findSeparator(this.pending);
    const fields = readFields(this.pending, this.separator);
    if (typeof fields === "string") return this.startOver(fields);
    this.columns ||= fields.length;
    if (fields.length !== this.columns) {
      const counts = `This row has ${fields.length} ${fields.length === 1 ? "field" : "fields"}, the header has ${this.columns}.`;
      return this.startOver(
        `${counts} Look for a missing or extra separator, or a quote that is not closed.`,
      );
    }
    const line = this.pending[0]?.number ?? 0;
    this.clear();
    return [{ line, fields }];
  }

  /** Gives up the row's first line and reads its other lines again: they may be good rows of their own. */
  private startOver(message: string): (CsvRecord | CsvFault)[] {
    const [first, ...rest] = this.pending;
    this.clear();
    if (!first) return [];
    const fault: CsvFault = {
      line: first.number,
      fault: message,
      starts: [startOf(first)],
      separator: this.separator ?? ",",
    };
    const found: (CsvRecord | CsvFault)[] = [fault];
    for (const line of rest) {
      for (const entry of this.add(line)) {
        // Lines that follow a broken one and make no row either are a part of it, not a fault of their own.
        if ("fault" in entry && found.length === 1) fault.starts.push(...entry.starts);
        else found.push(entry);
      }
    }
    return found;
  }

  private clear(): void {
    this.pending = [];
    this.size = 0;
    this.isOpen = false;
  }
}

const startOf = (line: Line) => line.text.slice(0, 200);

function hasOddQuotes(text: string): boolean {
  let isOdd = false;
  for (let at = text.indexOf('"'); at !== -1; at = text.indexOf('"', at + 1)) isOdd = !isOdd;
  return isOdd;
}

/** What stands most often between the header's names. */
function findSeparator(lines: Line[]): string {
  const text = lines.map((line) => line.text.replace(/"[^"]*"/g, "")).join();
  const counted = SEPARATORS.map((mark) => ({ mark, count: text.split(mark).length }));
  return counted.reduce((best, next) => (next.count > best.count ? next : best)).mark;
}

/** The row's fields, or what is wrong with it. */
function readFields(lines: Line[], separator: string): string[] | string {
  const faulty = lines.find(({ fault }) => fault);
  if (faulty?.fault === "too long") return "This line is longer than 1 MB. Shorten its description.";
  if (faulty) return `Line ${faulty.number} is not UTF-8. Save the file as "CSV UTF-8" and import it again.`;
  const text = lines.map((line) => line.text).join("\n");
  if (!text.includes('"')) return text.split(separator);
  try {
    const records: string[][] = parse(text, { relax_column_count: true, delimiter: separator, trim: true });
    const [record] = records;
    return record && records.length === 1 ? record : `A quote is not closed. ${QUOTES_FIX}`;
  } catch {
    return `A quote stands inside a field or is not closed. ${QUOTES_FIX}`;
  }
}
