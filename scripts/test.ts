// npm test: every check, those that fail fastest first; ends with one line of counts.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";
import { ensureChromium } from "./chromium.ts";
import { runCommand } from "./setup-error.ts";

const HELP = `npm test                     every check: format and lint, types, unit, integration, browser
npm test -- --only browser   one of them: lint, types, unit, browser, calls (of the last whole run)`;

const REPORTS = ".data/tests";
const bin = (name: string) => join("node_modules", ...name.split("/"));

type Check = { name: string; command: string[]; report?: string };

const CHECKS: Check[] = [
  { name: "lint", command: [bin("@biomejs/biome/bin/biome"), "ci", "--error-on-warnings", "."] },
  { name: "types", command: [bin("typescript/bin/tsc"), "--noEmit"] },
  {
    name: "unit",
    command: [
      bin("vitest/vitest.mjs"),
      "run",
      "--reporter=dot",
      "--reporter=json",
      `--outputFile.json=${REPORTS}/unit.json`,
    ],
    report: `${REPORTS}/unit.json`,
  },
  {
    name: "browser",
    command: [bin("@playwright/test/cli.js"), "test", "-c", "tests/e2e/playwright.config.ts"],
    report: `${REPORTS}/browser.json`,
  },
  {
    name: "calls",
    command: [
      bin("tsx/dist/cli.mjs"),
      "--tsconfig",
      "tsconfig.scripts.json",
      "tests/support/compare-calls.ts",
    ],
  },
];

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
});
const playwrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
});

runCommand(async () => {
  const { values } = parseArgs({
    options: { only: { type: "string" }, help: { type: "boolean", short: "h" } },
  });
  if (values.help) return console.log(HELP);
  const checks = CHECKS.filter(({ name }) => !values.only || name === values.only);
  if (checks.length === 0) throw new Error(`--only ${values.only}: there is no such check\n${HELP}`);
  mkdirSync(REPORTS, { recursive: true });
  // What the tests write down of their requests to Stripe, to be compared when all of them have run.
  if (!values.only) rmSync(`${REPORTS}/calls`, { recursive: true, force: true });
  let isGreen = true;
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const check of checks) {
    const { isOk, passed, failed, skipped } = await runCheck(check);
    isGreen &&= isOk;
    counts.passed += passed;
    counts.failed += failed;
    counts.skipped += skipped;
  }
  console.log(
    `\n${counts.passed} passed, ${counts.failed} failed${counts.skipped > 0 ? `, ${counts.skipped} skipped` : ""}`,
  );
  process.exit(isGreen ? 0 : 1);
});

/** A check without a report of its own counts as one test. */
async function runCheck({ name, command, report }: Check) {
  if (name === "browser") ensureChromium();
  if (report) rmSync(report, { force: true });
  console.log(`\n— ${name}`);
  const started = Date.now();
  const isOk = (await run(command)) === 0;
  console.log(`  ${isOk ? "passed" : "failed"} after ${Math.round((Date.now() - started) / 1_000)} s`);
  const counted =
    report && existsSync(report)
      ? readReport(report)
      : { passed: isOk ? 1 : 0, failed: isOk ? 0 : 1, skipped: 0 };
  return { isOk: isOk && counted.failed === 0, ...counted };
}

function run(command: string[]): Promise<number | null> {
  // The processes that tests start, dozens of them, read the same modules: compiled once, a third of a start is saved.
  const env = { NODE_COMPILE_CACHE: resolve(REPORTS, "compiled"), ...process.env };
  const child = spawn(process.execPath, command, { stdio: "inherit", env });
  return new Promise((done) => child.once("exit", done));
}

function readReport(file: string) {
  const report = JSON.parse(readFileSync(file, "utf8"));
  const vitest = vitestReport.safeParse(report);
  if (vitest.success) {
    const { numPassedTests: passed, numFailedTests: failed, numPendingTests: skipped } = vitest.data;
    return { passed, failed, skipped };
  }
  const { expected, unexpected, flaky, skipped } = playwrightReport.parse(report).stats;
  return { passed: expected, failed: unexpected + flaky, skipped };
}
