import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

/** Every fault of the catalogue that the shop promises to survive: each has a test whose title begins with its id. */
const PROMISED = [
  ...idsOf("W", 1, 27),
  ...idsOf("S", 1, 10),
  ...idsOf("A", 1, 14),
  ...idsOf("M", 1, 14),
  "M19",
  "M20",
];

function idsOf(letter: string, first: number, last: number): string[] {
  return Array.from(
    { length: last - first + 1 },
    (_, index) => letter + String(first + index).padStart(2, "0"),
  );
}

/** The ids that texts begin with, one or several: "M05 M06: charged exactly". Comments have no quotes before them. */
function readIds(source: string): string[] {
  const beginnings = source.matchAll(/["'`]((?:[A-Z]\d\d[ :]+)+)/g);
  return [...beginnings].flatMap(([, ids = ""]) => ids.match(/[A-Z]\d\d/g) ?? []);
}

const files = readdirSync("tests", { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".test.ts"))
  .map((name) => ({ name, source: readFileSync(join("tests", name), "utf8") }));

describe("the catalogue of faults", () => {
  it("has a test for each id", () => {
    const tested = new Set(files.flatMap(({ source }) => readIds(source)));
    expect(PROMISED.filter((id) => !tested.has(id))).toEqual([]);
  });

  it("has no test that is left out", () => {
    const leftOut = files.filter(({ source }) =>
      /\b(it|test|describe)\.(skip|todo|fixme|only)\b/.test(source),
    );
    expect(leftOut.map(({ name }) => name)).toEqual([]);
  });

  it("reads ids of titles, of several at once and of rows, and none of comments", () => {
    expect(readIds('it("X01: paid", …); it(`X02 X03 many times`, …); ["X04: cut", {}]')).toEqual([
      "X01",
      "X02",
      "X03",
      "X04",
    ]);
    expect(readIds("// X05: see above\nconst X06 = 1; expect(X07)")).toEqual([]);
  });
});
