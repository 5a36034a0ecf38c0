import { defineProject } from "vitest/config";

export default defineProject({
  test: {
    name: "sandbox",
    isolate: false,
    // As in the run of the whole project.
    maxWorkers: 3,
    include: ["tests/**/*.test.ts"],
    setupFiles: ["tests/support/silence.ts"],
    // This tells what hangs from what is slow, and nothing about speed.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    retry: 1,
    expect: { poll: { timeout: 120_000, interval: 50 } },
  },
});
