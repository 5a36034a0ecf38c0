// A checker of Stryker's: of the mutants that a test reaches it lets a seeded share pass to the tests.
import { createHash } from "node:crypto";

type Mutant = {
  id: string;
  fileName: string;
  replacement: string;
  location: { start: { line: number; column: number }; end: { line: number; column: number } };
  coveredBy?: string[];
};
type Answer = { status: "passed" } | { status: "compileError"; reason: string };

export const NOT_DRAWN = "not drawn";
const HASH_RANGE = 2 ** 32;

/** Decided by what the mutant is and where, so that the same seed draws the same mutants of the same code. */
function isDrawn({ fileName, replacement, location: { start, end } }: Mutant): boolean {
  const [seed, share] = [process.env.MUTATION_SEED ?? "0", Number(process.env.MUTATION_SHARE ?? "1")];
  const file = fileName.replaceAll("\\", "/").replace(/^.*\/(?=server\/)/, "");
  const place = [seed, file, start.line, start.column, end.line, end.column, replacement].join(":");
  return createHash("sha256").update(place).digest().readUInt32BE() < share * HASH_RANGE;
}

function check(mutant: Mutant): Answer {
  // One that no test reaches costs nothing: all of them are counted.
  const isReached = (mutant.coveredBy ?? []).length > 0;
  if (!isReached || isDrawn(mutant)) return { status: "passed" };
  // Stryker knows no other word for a mutant that is not to be run and does not count.
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
