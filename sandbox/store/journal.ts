import {
  closeSync,
  existsSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";

export type Row = { id: string };
export type Change = { table: string; put: Row } | { table: string; remove: string };

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
  const bytes = readFileSync(path);
  let start = 0;
  let lines = 0;
  for (let end = bytes.indexOf(10, start); end !== -1; end = bytes.indexOf(10, start)) {
    const line = bytes.toString("utf8", start, end);
    try {
      for (const change of JSON.parse(line) as Change[]) apply(change);
    } catch (error) {
      // Only the end can be torn by a crash. Damage further up is no crash, and dropping it would lose payments.
      throw new Error(`${path}: line ${lines + 1} cannot be read. Move the file away to start afresh.`, {
        cause: error,
      });
    }
    start = end + 1;
    lines += 1;
  }
  if (start < bytes.length) {
    const descriptor = openSync(path, "r+");
    ftruncateSync(descriptor, start);
    closeSync(descriptor);
  }
  return { lines };
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
