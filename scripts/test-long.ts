// npm run test:long: the tests that are a sample in npm test, in full. An hour or more on two cores.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { runCommand } from "./setup-error.ts";

const HELP = `npm run test:long              every sequence, 20 kills at each crash point, 10,000 runs against the model
npm run test:long -- NAME      only the test files whose path contains NAME
TEST_SEED=7                    with the seed of an earlier run

docs/reliability.md says what each proves, with the last figures.`;

/** Everything that asks tests/support/scale.ts how much to do. */
const FILES = [
  "tests/unit/webhook-mutations",
  "tests/property",
  "tests/chaos",
  "tests/integration/scenarios",
  "tests/integration/repair-records",
];

runCommand(async () => {
  const named = process.argv.slice(2);
  if (named.includes("--help") || named.includes("-h")) return console.log(HELP);
  const { status } = spawnSync(
    process.execPath,
    [join("node_modules", "vitest", "vitest.mjs"), "run", ...(named.length > 0 ? named : FILES)],
    { stdio: "inherit", env: { ...process.env, TEST_LONG: "1" } },
  );
  process.exit(status ?? 1);
});
