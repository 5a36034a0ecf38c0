import { readFileSync } from "node:fs";
import { z } from "zod";
import { NOT_DRAWN } from "./draw-sample.ts";

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
  file: string;
  /** line:column */
  place: string;
  change: string;
  /** Stryker's words, and "NotDrawn". */
  status: string;
  /** The test that noticed. */
  killer: Killer | null;
  reason: string;
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
    mutants.map(({ mutatorName, replacement, location: { start }, status, statusReason, killedBy }) => ({
      file,
      place: `${start.line}:${start.column}`,
      change: `${mutatorName} → ${replacement.replaceAll(/\s+/g, " ").slice(0, 80)}`,
      status: statusReason === NOT_DRAWN ? "NotDrawn" : status,
      killer: tests.get(killedBy[0] ?? "") ?? null,
      reason: statusReason,
    })),
  );
}

export function listSurvivors(mutants: Mutant[]): void {
  for (const { file, place, change, status } of mutants.filter((mutant) => mutant.status === "Survived"))
    console.log(`${status}: ${file}:${place} ${change}`);
}

/** One line for each group. Killed are those at which a test failed or never ended. */
export function printTable(mutants: Mutant[], groupOf: (mutant: Mutant) => string): void {
  const groups = Map.groupBy(mutants, groupOf);
  const rows = [...groups, ["all", mutants] as const].map(([group, all]) => {
    const count = (...statuses: string[]) => all.filter(({ status }) => statuses.includes(status)).length;
    const [killed, survived, unreached] = [
      count("Killed", "Timeout"),
      count("Survived"),
      count("NoCoverage"),
    ];
    return {
      "": group,
      mutants: all.length,
      killed,
      "by time": count("Timeout"),
      survived,
      "no test": unreached,
      constants: count("Ignored"),
      "not drawn": count("NotDrawn"),
      invalid: count("RuntimeError", "CompileError"),
      "killed of run": percent(killed, killed + survived),
      "killed of all": percent(...ofAll(killed, survived, unreached, count("NotDrawn"))),
    };
  });
  console.table(Object.fromEntries(rows.map(({ "": name, ...row }) => [name, row])));
}

/** Those that were not drawn count as those that were; those that no test reaches are alive. */
function ofAll(killed: number, survived: number, unreached: number, notDrawn: number): [number, number] {
  const run = killed + survived;
  const reached = run + notDrawn;
  return run === 0 ? [0, unreached] : [(killed / run) * reached, reached + unreached];
}

const percent = (part: number, whole: number) =>
  whole === 0 ? "" : `${((part / whole) * 100).toFixed(1)} %`;
