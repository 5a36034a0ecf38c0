import "server-only";
import { isUtf8 } from "node:buffer";
import { createReadStream } from "node:fs";

/** The file as a whole cannot be imported, and nothing of it was; `fix` says what to do about it. */
export class CatalogFileError extends Error {
  constructor(
    message: string,
    readonly fix: string,
  ) {
    super(message);
    this.name = "CatalogFileError";
  }
}

/** `text` is null when the line is `fault`y. Lines count from 1. */
export type Line = { number: number; text: string; fault: "not UTF-8" | "too long" | null };

/** A row longer than this is no row; it bounds what a broken file can make the process hold. */
export const MAX_ROW_BYTES = 1024 * 1024;
const CHUNK_BYTES = 256 * 1024;
const NEWLINE = 10;
const CARRIAGE_RETURN = 13;

/**
 * The lines of a file, in batches, without their ends. Reads as it goes: memory does not grow with the file.
 * @throws CatalogFileError when the file is missing, a folder, unreadable or UTF-16.
 */
export async function* readLines(path: string, onBytes?: (bytes: number) => void): AsyncGenerator<Line[]> {
  let rest: Buffer = Buffer.alloc(0);
  let number = 0;
  let isTooLong = false;
  let newline = NEWLINE;
  const take = (bytes: Buffer): Line => {
    number += 1;
    const isLong = isTooLong || bytes.length > MAX_ROW_BYTES;
    isTooLong = false;
    if (isLong) return { number, text: "", fault: "too long" };
    const text = bytes.toString("utf8").replace(/\r$/, "");
    return {
      number,
      text: number === 1 ? text.replace(/^\uFEFF/, "") : text,
      fault: isUtf8(bytes) ? null : "not UTF-8",
    };
  };
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES })) {
      onBytes?.(chunk.length);
      if (number === 0 && rest.length === 0) {
        refuseUtf16(chunk);
        // Excel on a Mac ends a line with a carriage return alone.
        if (!chunk.includes(NEWLINE) && chunk.includes(CARRIAGE_RETURN)) newline = CARRIAGE_RETURN;
      }
      const data = rest.length > 0 ? Buffer.concat([rest, chunk]) : (chunk as Buffer);
      const lines: Line[] = [];
      let start = 0;
      for (let end = data.indexOf(newline); end !== -1; end = data.indexOf(newline, start)) {
        lines.push(take(data.subarray(start, end)));
        start = end + 1;
      }
      rest = data.subarray(start);
      if (rest.length > MAX_ROW_BYTES) {
        isTooLong = true;
        rest = Buffer.alloc(0);
      }
      yield lines;
    }
  } catch (error) {
    throw readable(error, path);
  }
  if (rest.length > 0 || isTooLong) yield [take(rest)];
}

function refuseUtf16(start: Buffer): void {
  const mark = start.subarray(0, 2).toString("hex");
  if (mark !== "fffe" && mark !== "feff" && !start.subarray(0, 100).includes(0)) return;
  throw new CatalogFileError(
    "The file is UTF-16, or not a text file.",
    'Save it as "CSV UTF-8" and import it again.',
  );
}

function readable(error: unknown, path: string): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === "ENOENT")
    return new CatalogFileError(`There is no file ${path}.`, "Check the path for a typing error.");
  if (code === "EISDIR") return new CatalogFileError(`${path} is a folder.`, "Name the CSV file in it.");
  if (code === "EACCES")
    return new CatalogFileError(`${path} cannot be read.`, "Give this user permission to read it.");
  return error;
}
