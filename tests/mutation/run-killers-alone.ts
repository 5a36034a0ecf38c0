import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Mutant } from "./read-report.ts";

const REPORT = join(".data", "tests", "alone.json");
const report = z.object({ numPassedTests: z.number(), numFailedTests: z.number() });

/**
 * A mutant is run with the tests that reach it alone. One of them that needs what another test left behind would
 * fail whatever the code does, and its kill would prove nothing: so each that killed is run alone on sound code.
 * @returns those that fail
 */
export function findDependentTests(mutants: Mutant[], env: Record<string, string>): string[] {
  const killers = new Map(
    mutants.flatMap(({ killer }) => (killer ? [[`${killer.file} › ${killer.name}`, killer]] : [])),
  );
  console.log(`${killers.size} tests killed; each is run alone`);
  return [...killers].flatMap(([title, { file, name }]) => (passesAlone(file, name, env) ? [] : [title]));
}

function passesAlone(file: string, name: string, env: Record<string, string>): boolean {
  rmSync(REPORT, { force: true });
  spawnSync(
    process.execPath,
    [
      join("node_modules", "vitest", "vitest.mjs"),
      "run",
      "--config=vitest.mutation-server.ts",
      "--reporter=json",
      `--outputFile.json=${REPORT}`,
      file,
      "-t",
      `${name.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")}$`,
    ],
    { stdio: "ignore", env: { ...process.env, ...env } },
  );
  if (!existsSync(REPORT)) return false;
  // A name that no test has is no failure for Vitest.
  const { success, data } = report.safeParse(JSON.parse(readFileSync(REPORT, "utf8")));
  return success && data.numPassedTests > 0 && data.numFailedTests === 0;
}
