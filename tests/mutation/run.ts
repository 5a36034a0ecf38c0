// npm run test:mutation: Stryker breaks the code in one place at a time, and the tests must notice.
import { spawnSync } from "node:child_process";
import { renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { runCommand } from "../../scripts/setup-error.ts";
import { openTestPostgres } from "../support/postgres.ts";
import { readSeed } from "../support/scale.ts";
import { listSurvivors, printTable } from "./print-mutants.ts";
import { type Mutant, mergeRuns, readMutants } from "./read-report.ts";
import { findDependentTests } from "./run-killers-alone.ts";

const HELP = `npm run test:mutation                       every mutant of domain/ against the unit tests
npm run test:mutation -- server             a sample of server/orders, server/webhooks and server/reconciliation
npm run test:mutation -- server --share 1   all of them; 0.06 is 6 % of those that a test reaches
npm run test:mutation -- server/webhooks    one of the three folders, or one file of it: every mutant
npm run test:mutation -- server --seed 7    the same sample again
npm run test:mutation -- server --second    of the last sample what the first tests did not kill, once more

docs/reliability.md has the last figures.`;

const DEFAULT_SHARE = "0.06";
const ONE_ROOM = /^server\/(orders|webhooks|reconciliation)(\/[\w/-]+\.ts)?$/;
const FOLDER = join(".data", "tests");
const DOMAIN = join(FOLDER, "mutation.json");
const SERVER = join(FOLDER, "mutation-server.json");
const FIRST = join(FOLDER, "mutation-server-first.json");
const KILLED = join(FOLDER, "mutation-server-killed.json");

type Sample = { part: string; seed: string; share: string };

runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      share: { type: "string" },
      seed: { type: "string", default: String(readSeed()) },
      second: { type: "boolean", default: false },
      help: { type: "boolean", short: "h" },
    },
  });
  const [part = "domain"] = positionals;
  const isRoom = ONE_ROOM.test(part);
  if (values.help || !(isRoom || ["domain", "server"].includes(part))) return console.log(HELP);
  const { seed, share = isRoom ? "1" : DEFAULT_SHARE, second } = values;
  const isGood = part === "domain" ? measureDomain() : await measureServer({ part, seed, share }, second);
  process.exit(isGood ? 0 : 1);
});

function measureDomain(): boolean {
  rmSync(DOMAIN, { force: true });
  if (!runStryker("stryker.config.json")) return false;
  const mutants = readMutants(DOMAIN);
  listSurvivors(mutants);
  printTable(mutants, ({ file }) => file);
  return true;
}

/** Two runs: the second asks the slower tests about what the first ones did not kill. */
async function measureServer({ part, seed, share }: Sample, isSecondAlone: boolean): Promise<boolean> {
  console.log(`Seed ${seed}, a share of ${share}`);
  const places = part === "server" ? [] : ["--mutate", part.endsWith(".ts") ? part : `${part}/*.ts`];
  const postgres = await openTestPostgres();
  const env = { TEST_POSTGRES_URL: postgres.url, MUTATION_SEED: seed, MUTATION_SHARE: share };
  try {
    if (!isSecondAlone) {
      if (!runStryker("stryker.server.config.json", { ...env, MUTATION_TESTS: "first" }, places))
        return false;
      renameSync(SERVER, FIRST);
      listSurvivors(readMutants(FIRST));
    }
    const first = readMutants(FIRST);
    writeFileSync(KILLED, JSON.stringify(first.filter(isKilled).map(({ name }) => name)));
    const slower = { ...env, MUTATION_TESTS: "second" };
    if (!runStryker("stryker.server.config.json", { ...slower, MUTATION_KILLED: KILLED }, places))
      return false;
    const second = readMutants(SERVER);
    const mutants = mergeRuns(first, second);
    console.log("\nNot killed by either:");
    listSurvivors(mutants);
    printTable(mutants, ({ file }) => (part === "server" ? file.split("/").slice(0, 2).join("/") : file));
    const dependent = [
      ...findDependentTests(first, { ...env, MUTATION_TESTS: "first" }),
      ...findDependentTests(second, slower),
    ];
    for (const test of dependent) console.log(`fails alone, on code that nobody broke: ${test}`);
    return dependent.length === 0;
  } finally {
    await postgres.stop();
  }
}

const isKilled = ({ status }: Mutant) => status === "Killed";

function runStryker(config: string, env: Record<string, string> = {}, places: string[] = []): boolean {
  const { status } = spawnSync(
    process.execPath,
    [join("node_modules", "@stryker-mutator", "core", "bin", "stryker.js"), "run", config, ...places],
    { stdio: "inherit", env: { ...process.env, ...env } },
  );
  return status === 0;
}
