// A checker of Stryker's: of the mutants that a test reaches it lets a seeded share pass to the tests.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

type Place = { line: number; column: number };
type Mutant = {
  id: string;
  fileName: string;
  replacement: string;
  /** From 0, and from 1 in reports. */
  location: { start: Place; end: Place };
  coveredBy?: string[];
};
type Answer = { status: "passed" } | { status: "compileError"; reason: string };

export const NOT_DRAWN = "not drawn";
export const DONE_WITH = "killed by the first tests";
const HASH_RANGE = 2 ** 32;

/** What a mutant is and where, the same in every run of the same code. */
export const nameMutant = (file: string, { start, end }: Mutant["location"], replacement: string): string =>
  [file, start.line, start.column, end.line, end.column, replacement].join(":");

function nameOf({ fileName, location: { start, end }, replacement }: Mutant): string {
  const file = fileName.replaceAll("\\", "/").replace(/^.*\/(?=server\/)/, "");
  const fromOne = ({ line, column }: Place) => ({ line: line + 1, column: column + 1 });
  return nameMutant(file, { start: fromOne(start), end: fromOne(end) }, replacement);
}

/** Those that need no second look: written by tests/mutation/run.ts between the two runs. */
const killed = new Set<unknown>(
  process.env.MUTATION_KILLED ? JSON.parse(readFileSync(process.env.MUTATION_KILLED, "utf8")) : [],
);

function check(mutant: Mutant): Answer {
  const name = nameOf(mutant);
  // Stryker knows no other word for a mutant that is not to be run and does not count.
  if (killed.has(name)) return { status: "compileError", reason: DONE_WITH };
  // One that no test reaches costs nothing: all of them are counted.
  const isReached = (mutant.coveredBy ?? []).length > 0;
  const [seed, share] = [process.env.MUTATION_SEED ?? "0", Number(process.env.MUTATION_SHARE ?? "1")];
  const drawn = createHash("sha256").update(`${seed}:${name}`).digest().readUInt32BE();
  if (!isReached || drawn < share * HASH_RANGE) return { status: "passed" };
  return { status: "compileError", reason: NOT_DRAWN };
}

export const strykerPlugins = [
  {
    kind: "Checker",
    name: "draw-sample",
    factory: () => ({
      init: async () => undefined,
      group: async (mutants: Mutant[]) => [mutants.map(({ id }) => id)],
      check: async (mutants: Mutant[]) =>
        Object.fromEntries(mutants.map((mutant) => [mutant.id, check(mutant)])),
    }),
  },
];
