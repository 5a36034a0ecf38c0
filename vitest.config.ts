import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { LongestFirst } from "./tests/support/longest-first.ts";
import { findTestFiles } from "./tests/support/test-files.ts";

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const shared = {
  resolve: { alias: { "@/": path("./"), "server-only": path("./scripts/server-only.ts") } },
};

/**
 * Some tests start processes, hash passwords or read every source file, each a second's work or more of a machine that may
 * be busy. The times tell what hangs from what is slow, and nothing about speed; why a failed test is run once more says
 * docs/decisions/0024.
 */
const patient = {
  testTimeout: 600_000,
  hookTimeout: 600_000,
  retry: 1,
  expect: { poll: { timeout: 120_000, interval: 50 } },
};

const STATE = ["tests/support/fresh-modules.ts", "tests/support/silence.ts"];
const REQUEST = "tests/support/mock-request.ts";
const POSTGRES = "tests/support/postgres.ts";

const unit = findTestFiles(["tests/unit"]);
const integration = findTestFiles(["tests/integration", "tests/property", "tests/chaos"]);

/** A process runs one file after the other, each with fresh modules: a start for each was a third of their work. */
const sharing = { ...patient, isolate: false };

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    maxWorkers: 3,
    teardownTimeout: 60_000,
    projects: [
      "sandbox",
      {
        ...shared,
        test: { name: "unit", include: unit.all, exclude: unit.alone, setupFiles: STATE, ...sharing },
      },
      {
        ...shared,
        test: {
          name: "integration",
          include: integration.all,
          exclude: integration.alone,
          setupFiles: [...STATE, REQUEST],
          globalSetup: [POSTGRES],
          ...sharing,
        },
      },
      {
        ...shared,
        test: {
          name: "alone",
          include: [...unit.alone, ...integration.alone],
          setupFiles: [...STATE, REQUEST],
          globalSetup: [POSTGRES],
          ...patient,
        },
      },
    ],
  },
});
