import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { ShortestFirst } from "./tests/mutation/shortest-first.ts";

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** The tests that kill most for what they cost, and those that are asked about what is left. */
const TESTS = {
  first: [
    "tests/unit/**/*.test.ts",
    "tests/integration/scenarios/{currencies,mails,money,payments,stock,webhook-delivery}.test.ts",
    "tests/integration/orders/{admin-list,late-payment,reconcile-order,refund-order}.test.ts",
    "tests/integration/checkout/start-checkout.test.ts",
    "tests/integration/reconciliation/{check-records,repair-difference,sweep-lists}.test.ts",
  ],
  second: [
    "tests/integration/scenarios/{stripe-faults,webhook-faults,webhook-storage}.test.ts",
    "tests/integration/orders/{admin-actions,order-views,refund-news}.test.ts",
    "tests/integration/{accounts/admin-guard,keys/keys-switches,keys/permission-lost}.test.ts",
    "tests/integration/reconciliation/{check-lists,sweep-overlap}.test.ts",
    "tests/integration/webhooks/*.test.ts",
  ],
};

/** For npm run test:mutation -- server. */
export default defineConfig({
  resolve: { alias: { "@/": path("./"), "server-only": path("./scripts/server-only.ts") } },
  test: {
    include: process.env.MUTATION_TESTS === "second" ? TESTS.second : TESTS.first,
    exclude: [
      "tests/unit/webhooks/webhook-mutations.test.ts",
      "tests/unit/architecture.test.ts",
      "tests/unit/crash-points.test.ts",
    ],
    setupFiles: ["tests/support/silence.ts", "tests/support/mock-request.ts"],
    globalSetup: ["tests/support/postgres.ts"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    sequence: { sequencer: ShortestFirst },
  },
});
