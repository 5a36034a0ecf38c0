import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { LongestFirst } from "./tests/support/longest-first.ts";
import { findUnitTests } from "./tests/support/unit-files.ts";

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

const unit = findUnitTests();

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    maxWorkers: 3,
    teardownTimeout: 60_000,
    projects: [
      "sandbox",
      {
        ...shared,
        test: {
          name: "unit",
          include: unit.sharing,
          isolate: false,
          setupFiles: ["tests/support/silence.ts"],
          ...patient,
        },
      },
      {
        ...shared,
        test: {
          name: "unit-alone",
          include: unit.alone,
          setupFiles: ["tests/support/silence.ts"],
          ...patient,
        },
      },
      {
        ...shared,
        test: {
          name: "integration",
          include: [
            "tests/integration/**/*.test.ts",
            "tests/property/**/*.test.ts",
            "tests/chaos/**/*.test.ts",
          ],
          setupFiles: ["tests/support/silence.ts", "tests/support/mock-request.ts"],
          globalSetup: ["tests/support/postgres.ts"],
          ...patient,
        },
      },
    ],
  },
});
