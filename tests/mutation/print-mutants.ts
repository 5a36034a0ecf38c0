import type { Mutant } from "./read-report.ts";

export function listSurvivors(mutants: Mutant[]): void {
  for (const { file, place, change, status } of mutants)
    if (status === "Survived" || status === "Timeout") console.log(`${status}: ${file}:${place} ${change}`);
}

/** One line for each group, and one for all. */
export function printTable(mutants: Mutant[], groupOf: (mutant: Mutant) => string): void {
  const groups = [...Map.groupBy(mutants, groupOf), ["all", mutants] as const];
  console.table(Object.fromEntries(groups.map(([group, members]) => [group, countStates(members)])));
}

function countStates(mutants: Mutant[]) {
  const count = (...states: string[]) => mutants.filter(({ status }) => states.includes(status)).length;
  const killed = count("Killed");
  // One that never ended may only have been slow: it does not count as killed.
  const alive = count("Survived", "Timeout");
  const unreached = count("NoCoverage");
  const reached = killed + alive + count("NotDrawn");
  return {
    mutants: mutants.length,
    killed,
    survived: count("Survived"),
    "never ended": count("Timeout"),
    "no test": unreached,
    constants: count("Ignored"),
    "not drawn": count("NotDrawn"),
    "no code": count("RuntimeError", "CompileError"),
    "killed of run": percent(killed, killed + alive),
    // Those that were not drawn are taken to be like those that were.
    "killed of all": percent((killed / (killed + alive)) * reached, reached + unreached),
  };
}

const percent = (part: number, whole: number) =>
  whole === 0 || Number.isNaN(part) ? "" : `${((part / whole) * 100).toFixed(1)} %`;
