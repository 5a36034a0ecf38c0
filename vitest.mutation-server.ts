import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { ShortestFirst } from "./tests/mutation/shortest-first.ts";

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** For npm run test:mutation -- server: the tests that reach these rooms in this process, but the slowest. */
export default defineConfig({
  resolve: { alias: { "@/": path("./"), "server-only": path("./scripts/server-only.ts") } },
  test: {
    include: [
      "tests/unit/*.test.ts",
      "tests/integration/scenarios/*.test.ts",
      "tests/integration/{admin-actions,admin-list,compare-books,permission-lost,repair-books,settle,sweep-lists,webhook-route}.test.ts",
    ],
    exclude: [
      "tests/unit/webhook-mutations.test.ts",
      "tests/unit/architecture.test.ts",
      "tests/unit/crash-points.test.ts",
    ],
    setupFiles: ["tests/support/silence.ts"],
    globalSetup: ["tests/support/postgres.ts"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    sequence: { sequencer: ShortestFirst },
  },
});
