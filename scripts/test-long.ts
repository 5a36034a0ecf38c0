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
  "tests/unit/webhooks/webhook-mutations",
  "tests/unit/orders/export",
  "tests/property",
  "tests/chaos",
  "tests/integration/scenarios",
  "tests/integration/reconciliation/repair-difference",
];

/** The same with a whole shop. */
const BROWSER_FILES = ["tests/e2e/memory"];

runCommand(async () => {
  const named = process.argv.slice(2);
  if (named.includes("--help") || named.includes("-h")) return console.log(HELP);
  const files = named.length > 0 ? named : [...FILES, ...BROWSER_FILES];
  const isBrowserFile = (name: string) => BROWSER_FILES.some((file) => file.includes(name));
  const [browser, others] = [files.filter(isBrowserFile), files.filter((name) => !isBrowserFile(name))];
  const isGreen = [
    others.length === 0 || run("vitest/vitest.mjs", "run", ...others),
    browser.length === 0 ||
      run("@playwright/test/cli.js", "test", "-c", "tests/e2e/playwright.config.ts", ...browser),
  ].every(Boolean);
  process.exit(isGreen ? 0 : 1);
});

function run(program: string, ...args: string[]): boolean {
  const command = [join("node_modules", ...program.split("/")), ...args];
  const env = { ...process.env, TEST_LONG: "1" };
  return spawnSync(process.execPath, command, { stdio: "inherit", env }).status === 0;
}
