import { defineProject } from "vitest/config";

export default defineProject({
  test: {
    name: "sandbox",
    include: ["tests/**/*.test.ts"],
    setupFiles: ["tests/support/silence.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
