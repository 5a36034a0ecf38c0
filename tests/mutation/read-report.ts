import { readFileSync } from "node:fs";
import { z } from "zod";
import { DONE_WITH, NOT_DRAWN, nameMutant } from "./draw-sample.ts";

const place = z.object({ line: z.number(), column: z.number() });
const report = z.object({
  files: z.record(
    z.string(),
    z.object({
      mutants: z.array(
        z.object({
          mutatorName: z.string(),
          replacement: z.string().default(""),
          location: z.object({ start: place, end: place }),
          status: z.string(),
          statusReason: z.string().default(""),
          killedBy: z.array(z.string()).default([]),
        }),
      ),
    }),
  ),
  testFiles: z
    .record(z.string(), z.object({ tests: z.array(z.object({ id: z.string(), name: z.string() })) }))
    .default({}),
});

type Killer = { file: string; name: string };
export type Mutant = {
  /** What it is and where: the same in every run of the same code. */
  name: string;
  file: string;
  /** line:column */
  place: string;
  change: string;
  /** Stryker's words, and NotDrawn. */
  status: string;
  /** The test that noticed. */
  killer: Killer | null;
};

/** Every mutant of Stryker's JSON report. */
export function readMutants(path: string): Mutant[] {
  const { files, testFiles } = report.parse(JSON.parse(readFileSync(path, "utf8")));
  const tests = new Map(
    Object.entries(testFiles).flatMap(([file, entry]) =>
      entry.tests.map(({ id, name }): [string, Killer] => [id, { file, name }]),
    ),
  );
  return Object.entries(files).flatMap(([file, { mutants }]) =>
    mutants.map(({ mutatorName, replacement, location, status, statusReason, killedBy }) => ({
      name: nameMutant(file, location, replacement),
      file,
      place: `${location.start.line}:${location.start.column}`,
      change: `${mutatorName} → ${replacement.replaceAll(/\s+/g, " ").slice(0, 80)}`,
      status: STATUS_OF_REASON[statusReason] ?? status,
      killer: tests.get(killedBy[0] ?? "") ?? null,
    })),
  );
}

const STATUS_OF_REASON: Record<string, string> = { [NOT_DRAWN]: "NotDrawn", [DONE_WITH]: "Killed" };

// What is true of a mutant when two runs with different tests say different things of it.
const WEIGHTS = [
  "Killed",
  "Timeout",
  "Survived",
  "RuntimeError",
  "CompileError",
  "NotDrawn",
  "NoCoverage",
  "Ignored",
];

/** The same mutants in two runs with different tests: killed by either is killed. */
export function mergeRuns(first: Mutant[], second: Mutant[]): Mutant[] {
  const later = new Map(second.map((mutant) => [mutant.name, mutant]));
  return first.map((mutant) => {
    const other = later.get(mutant.name);
    const isStronger = other && WEIGHTS.indexOf(other.status) < WEIGHTS.indexOf(mutant.status);
    return isStronger ? other : mutant;
  });
}
