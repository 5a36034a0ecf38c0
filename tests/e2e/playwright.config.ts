import { defineConfig, devices } from "@playwright/test";
import { launchOptions } from "../../scripts/chromium.ts";

export default defineConfig({
  testDir: ".",
  // A day of orders takes long, and says how long: DAY=200 has it.
  testIgnore: process.env.DAY ? [] : ["day.test.ts"],
  outputDir: "../../test-results",
  globalSetup: "./open-shop.ts",
  // Each has a shop of its own, whose tests run one after the other and share it.
  workers: 2,
  timeout: 300_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  // A machine with other work fails no test by being slow once; see docs/decisions/0024.
  retries: 1,
  reporter: [["list"], ["json", { outputFile: "../../.data/tests/browser.json" }]],
  use: {
    ...devices["Desktop Chrome"],
    launchOptions: launchOptions(),
    trace: "off",
    screenshot: "only-on-failure",
  },
});
