import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { LongestFirst } from "./tests/support/longest-first.ts";

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const shared = {
  resolve: { alias: { "@/": path("./"), "server-only": path("./scripts/server-only.ts") } },
};

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    maxWorkers: 3,
    projects: [
      "sandbox",
      {
        ...shared,
        test: {
          name: "unit",
          include: ["tests/unit/**/*.test.ts"],
          setupFiles: ["tests/support/silence.ts"],
          // Some read every source file, and the machine may be busy.
          testTimeout: 180_000,
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
          // Some start processes and hash passwords, each a second's work of a machine that may be busy: this tells what
          // hangs from what is slow, and nothing about speed.
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
