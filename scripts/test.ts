// npm test: every check, those that fail fastest first; ends with one line of counts.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";
import { ensureChromium } from "./chromium.ts";
import { runCommand } from "./setup-error.ts";

const HELP = `npm test                     every check: format and lint, types, unit, integration, browser
npm test -- --only browser   one of them: lint, types, unit, browser, calls (of the last whole run)`;

// Of one failure, in the summary: the whole of it stands above.
const MAX_MESSAGE_LENGTH = 800;

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
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string(),
      assertionResults: z.array(
        z.object({
          fullName: z.string(),
          status: z.string(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
});
const playwrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
  suites: z.array(z.json()),
});
const playwrightSuite = z.object({
  specs: z.array(
    z.object({
      ...{ title: z.string(), file: z.string(), line: z.number(), ok: z.boolean() },
      tests: z.array(z.object({ status: z.string() })),
    }),
  ),
  suites: z.array(z.json()).default([]),
});

type Counts = {
  passed: number;
  failed: number;
  skipped: number;
  failures: string[];
  /** Passed the second time. */
  repeated: string[];
};

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
  const counts: Counts = { passed: 0, failed: 0, skipped: 0, failures: [], repeated: [] };
  for (const check of checks) {
    const { isOk, passed, failed, skipped, failures, repeated } = await runCheck(check);
    isGreen &&= isOk;
    counts.failures.push(...failures);
    counts.repeated.push(...repeated);
    counts.passed += passed;
    counts.failed += failed;
    counts.skipped += skipped;
  }
  // Once more at the end: the last lines of a long output are read first.
  for (const repeated of counts.repeated) console.log(`\npassed the second time: ${repeated}`);
  for (const failure of counts.failures) console.log(`\n✘ ${failure}`);
  console.log(
    `\n${counts.passed} passed, ${counts.failed} failed${counts.skipped > 0 ? `, ${counts.skipped} skipped` : ""}`,
  );
  process.exit(isGreen ? 0 : 1);
});

/** A check without a report of its own counts as one test. */
async function runCheck({ name, command, report }: Check): Promise<Counts & { isOk: boolean }> {
  if (name === "browser") ensureChromium();
  if (report) rmSync(report, { force: true });
  console.log(`\n— ${name}`);
  const started = Date.now();
  const isOk = (await run(command)) === 0;
  console.log(`  ${isOk ? "passed" : "failed"} after ${Math.round((Date.now() - started) / 1_000)} s`);
  const counted =
    report && existsSync(report)
      ? readReport(report)
      : {
          passed: isOk ? 1 : 0,
          failed: isOk ? 0 : 1,
          skipped: 0,
          failures: isOk ? [] : [name],
          repeated: [],
        };
  return { isOk: isOk && counted.failed === 0, ...counted };
}

function run(command: string[]): Promise<number | null> {
  // The processes that tests start, dozens of them, read the same modules: compiled once, a third of a start is saved.
  // In large pages of memory a password is hashed in a third of the time on a virtual machine (glibc; nothing elsewhere).
  const env = {
    NODE_COMPILE_CACHE: resolve(REPORTS, "compiled"),
    GLIBC_TUNABLES: "glibc.malloc.hugetlb=1",
    ...process.env,
  };
  const child = spawn(process.execPath, command, { stdio: "inherit", env });
  return new Promise((done) => child.once("exit", done));
}

function readReport(file: string): Counts {
  const report = JSON.parse(readFileSync(file, "utf8"));
  const vitest = vitestReport.safeParse(report);
  if (vitest.success) {
    const { numPassedTests: passed, numFailedTests: failed, numPendingTests: skipped } = vitest.data;
    const results = vitest.data.testResults.flatMap(resultsOfFile);
    return { passed, failed, skipped, ...listed(results) };
  }
  const { stats, suites } = playwrightReport.parse(report);
  const { expected, unexpected, flaky, skipped } = stats;
  return { passed: expected + flaky, failed: unexpected, skipped, ...listed(suites.flatMap(resultsOfSuite)) };
}

/** A test that failed, the first time at least. */
type Result = { text: string; passedThen: boolean };

const listed = (results: Result[]) => ({
  failures: results.filter(({ passedThen }) => !passedThen).map(({ text }) => text),
  repeated: results.filter(({ passedThen }) => passedThen).map(({ text }) => text),
});

function resultsOfFile(file: z.infer<typeof vitestReport>["testResults"][number]): Result[] {
  const name = relative(process.cwd(), file.name);
  const results = file.assertionResults.flatMap(({ fullName, status, failureMessages }) => {
    const message = (failureMessages ?? []).join("\n").slice(0, MAX_MESSAGE_LENGTH);
    const hasFailed = status === "failed" || (status === "passed" && message !== "");
    return hasFailed ? { text: `${name}: ${fullName}\n  ${message}`, passedThen: status === "passed" } : [];
  });
  // A file that cannot even be read has no tests that failed.
  const isUnread = file.status === "failed" && results.every(({ passedThen }) => passedThen);
  return isUnread ? [...results, { text: `${name}\n  ${file.message}`, passedThen: false }] : results;
}

function resultsOfSuite(suite: unknown): Result[] {
  const { specs, suites } = playwrightSuite.parse(suite);
  const results = specs.flatMap(({ ok, file, line, title, tests }) => {
    const isFlaky = tests.some(({ status }) => status === "flaky");
    return ok && !isFlaky ? [] : { text: `${file}:${line}: ${title}`, passedThen: ok };
  });
  return [...results, ...suites.flatMap(resultsOfSuite)];
}
