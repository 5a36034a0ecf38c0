import {
  closeSync,
  existsSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";

export type Row = { id: string; created?: number };
export type Change = { table: string; put: Row } | { table: string; remove: string };

const NEWLINE = 10;
const CHUNK_BYTES = 8 * 1024 * 1024;

export interface Journal {
  /** All changes of one transaction become one line, so that a crash keeps all of them or none. */
  append(changes: Change[]): void;
  close(): void;
}

export const noJournal: Journal = { append() {}, close() {} };

/** Reads a journal line by line. A last line that a crash tore is dropped, and cut off the file. */
export function readJournal(dataDir: string, apply: (change: Change) => void): { lines: number } {
  const path = join(dataDir, "journal.jsonl");
  if (!existsSync(path)) return { lines: 0 };
  const descriptor = openSync(path, "r+");
  let lines = 0;
  const read = (line: string): void => {
    lines += 1;
    try {
      for (const change of JSON.parse(line) as Change[]) apply(change);
    } catch (error) {
      // Only the end can be torn by a crash. Damage further up is no crash, and dropping it would lose payments.
      throw new Error(`${path}: line ${lines} cannot be read. Move the file away to start afresh.`, {
        cause: error,
      });
    }
  };
  try {
    const { whole, all } = readLines(descriptor, read);
    if (whole < all) ftruncateSync(descriptor, whole);
  } finally {
    closeSync(descriptor);
  }
  return { lines };
}

/** Piece by piece: a journal may be larger than the largest buffer. Gives the bytes in whole lines, and all bytes. */
function readLines(descriptor: number, read: (line: string) => void): { whole: number; all: number } {
  const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  let rest = Buffer.alloc(0);
  let all = 0;
  for (let size = readSync(descriptor, chunk); size > 0; size = readSync(descriptor, chunk)) {
    all += size;
    const bytes =
      rest.length === 0 ? chunk.subarray(0, size) : Buffer.concat([rest, chunk.subarray(0, size)]);
    let start = 0;
    for (let end = bytes.indexOf(NEWLINE); end !== -1; end = bytes.indexOf(NEWLINE, start)) {
      read(bytes.toString("utf8", start, end));
      start = end + 1;
    }
    rest = Buffer.from(bytes.subarray(start));
  }
  return { whole: all - rest.length, all };
}

/** Replaces the journal by one line per living row. The rename is atomic: a crash leaves the old file or the new. */
export function compactJournal(dataDir: string, rows: Iterable<Change>): void {
  const path = join(dataDir, "journal.jsonl");
  const descriptor = openSync(`${path}.new`, "w", 0o600);
  for (const row of rows) writeSync(descriptor, `${JSON.stringify([row])}\n`);
  closeSync(descriptor);
  renameSync(`${path}.new`, path);
}

export function openJournal(dataDir: string): Journal {
  mkdirSync(dataDir, { recursive: true });
  const descriptor = openSync(join(dataDir, "journal.jsonl"), "a", 0o600);
  return {
    // Written at once and not synced: what the system holds survives kill -9 of this process, though not a power cut.
    append: (changes) => {
      const line = Buffer.from(`${JSON.stringify(changes)}\n`);
      for (let offset = 0; offset < line.length; ) offset += writeSync(descriptor, line, offset);
    },
    close: () => closeSync(descriptor),
  };
}
