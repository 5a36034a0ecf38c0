import { readdirSync, readFileSync } from "node:fs";
import { join, normalize } from "node:path";
import { describe, expect, it } from "vitest";

const FOLDERS = ["app", "ui", "domain", "server", "scripts"];

/** Where people's sentences are: the history's data, reasons, and what was said of something. */
const SENTENCE = String.raw`(?:\w+\??\.)?(?:what|reason|sentence|sentences|history|timeline)`;
const READERS = [
  String.raw`\b(?:strpos|starts_with|position|regexp_match(?:es)?|substring|split_part)\(\s*${SENTENCE}\b`,
  String.raw`\b${SENTENCE}\s+(?:NOT\s+)?I?LIKE\b`,
  String.raw`\b${SENTENCE}\s+!?~\*?\s`,
  String.raw`\b${SENTENCE}\??\.(?:startsWith|endsWith|includes|match|matchAll|search|indexOf|split)\(`,
  String.raw`\.(?:test|exec)\(\s*${SENTENCE}\s*[),]`,
].map((pattern) => new RegExp(pattern));

const isReader = (line: string): boolean => READERS.some((reader) => reader.test(line));

function readLines(): string[] {
  return FOLDERS.flatMap((folder) =>
    readdirSync(folder, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile() && /\.(ts|tsx|mjs)$/.test(entry.name))
      .map((entry) => normalize(join(entry.parentPath, entry.name)))
      .flatMap((path) =>
        readFileSync(path, "utf8")
          .split("\n")
          .filter(isReader)
          .map((line) => `${path}: ${line.trim()}`),
      ),
  );
}

describe("code", () => {
  it("decides on columns and codes: no line matches or parses a sentence of the history or a reason", () => {
    // PostgreSQL's own server log has nothing but sentences.
    const allowed = /^scripts\/postgres\.ts: /;
    expect(readLines().filter((line) => !allowed.test(line))).toEqual([]);
  });

  it.each([
    "strpos(t.what, '→ paid') > 0",
    "AND starts_with(reason, $4)",
    "WHERE what LIKE 'Payment%'",
    "WHERE t.what NOT ILIKE '%paid'",
    "AND e.reason ~ '^waits'",
    'if (entry.what.startsWith("Payment")) return;',
    'order.history.includes("paid")',
    'event.reason?.includes("waits for a key")',
    "if (/^waits/.test(reason)) return;",
  ])("is caught when it does: %s", (line) => {
    expect(isReader(line)).toBe(true);
  });

  it.each([
    "WHERE e.reason = 'paid_without_stock'",
    "WHERE e.to_state = o.payment_state",
    "lower(title) LIKE $1",
    "REASONS.includes(kind)",
  ])("is left alone when it decides on a column: %s", (line) => {
    expect(isReader(line)).toBe(false);
  });
});
