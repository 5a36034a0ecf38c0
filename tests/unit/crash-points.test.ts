import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CRASH_POINTS } from "../../server/platform/crash-point.ts";

const CALL = /crashPoint\("([a-z:_]+)"\)/g;

function usedPoints(): string[] {
  return readdirSync("server", { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"))
    .flatMap((text) => [...text.matchAll(CALL)].map(([, name = ""]) => name));
}

describe("crash points", () => {
  it("are each at exactly one place in the code, and all of them are declared", () => {
    expect(usedPoints().toSorted()).toEqual(Object.keys(CRASH_POINTS).toSorted());
  });

  it("number eighteen or more, across checkout, webhook, inbox, reconciling, refund, sweep and mail", () => {
    const names = Object.keys(CRASH_POINTS);
    expect(names.length).toBeGreaterThanOrEqual(18);
    const parts = new Set(names.map((name) => name.split(":")[0]));
    for (const part of ["checkout", "webhook", "inbox", "reconcile", "refund", "sweep", "mail"])
      expect(parts).toContain(part);
  });
});
