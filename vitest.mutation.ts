import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** The fast tests alone, for npm run test:mutation: each mutant runs those that touch it. */
export default defineConfig({
  resolve: { alias: { "@/": path("./"), "server-only": path("./scripts/server-only.ts") } },
  test: {
    include: ["tests/unit/**/*.test.ts"],
    // Fifty thousand signatures for every mutant are too many, and the others read the sources as text.
    exclude: [
      "tests/unit/webhooks/webhook-mutations.test.ts",
      "tests/unit/architecture.test.ts",
      "tests/unit/crash-points.test.ts",
    ],
    setupFiles: ["tests/support/silence.ts"],
    // A busy machine is no mutant.
    testTimeout: 30_000,
  },
});
