// npm run test:mutation: Stryker breaks the code in one place at a time, and the tests must notice.
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { runCommand } from "../../scripts/setup-error.ts";
import { openTestPostgres } from "../support/postgres.ts";
import { readSeed } from "../support/scale.ts";
import { listSurvivors, printTable, readMutants } from "./read-report.ts";
import { findDependentTests } from "./run-killers-alone.ts";

const HELP = `npm run test:mutation                       every mutant of domain/ against the unit tests
npm run test:mutation -- server             a sample of server/orders, server/inbox and server/reconcile
npm run test:mutation -- server --share 1   all of them; 0.1 is a tenth of those that a test reaches
npm run test:mutation -- server --seed 7    the same sample again

docs/reliability.md has the last figures.`;

const DEFAULT_SHARE = "0.1";

runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      share: { type: "string", default: DEFAULT_SHARE },
      seed: { type: "string", default: String(readSeed()) },
      help: { type: "boolean", short: "h" },
    },
  });
  const [part = "domain"] = positionals;
  if (values.help || !["domain", "server"].includes(part)) return console.log(HELP);
  const isGood = part === "domain" ? measureDomain() : await measureServer(values.seed, values.share);
  process.exit(isGood ? 0 : 1);
});

function measureDomain(): boolean {
  const report = ".data/tests/mutation.json";
  if (!runStryker("stryker.config.json", report)) return false;
  printTable(readMutants(report), ({ file }) => file);
  return true;
}

async function measureServer(seed: string, share: string): Promise<boolean> {
  const report = ".data/tests/mutation-server.json";
  console.log(`Seed ${seed}, a share of ${share}`);
  const postgres = await openTestPostgres();
  const env = { TEST_POSTGRES_URL: postgres.url, MUTATION_SEED: seed, MUTATION_SHARE: share };
  try {
    if (!runStryker("stryker.server.config.json", report, env)) return false;
    const mutants = readMutants(report);
    listSurvivors(mutants);
    printTable(mutants, ({ file }) => file.split("/").slice(0, 2).join("/"));
    const dependent = findDependentTests(mutants, env);
    for (const test of dependent) console.log(`fails alone, on code that nobody broke: ${test}`);
    return dependent.length === 0;
  } finally {
    await postgres.stop();
  }
}

function runStryker(config: string, report: string, env: Record<string, string> = {}): boolean {
  rmSync(report, { force: true });
  const { status } = spawnSync(
    process.execPath,
    [join("node_modules", "@stryker-mutator", "core", "bin", "stryker.js"), "run", config],
    { stdio: "inherit", env: { ...process.env, ...env } },
  );
  return status === 0;
}
