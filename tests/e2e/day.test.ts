import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { TSX } from "../support/tsx.ts";
import { expect, given, query, signIn, test } from "./shop.ts";

/** How many orders the day has; without it this file is left out. */
const ORDERS = Number(process.env.DAY ?? 0);

type Waiting = { number: number; paid: boolean; left: boolean };

function makeOrders(): void {
  const hooks = fileURLToPath(new URL("../chaos/lib/signed-in.ts", import.meta.url));
  const script = fileURLToPath(new URL("day/make-orders.ts", import.meta.url));
  const { status, stderr } = spawnSync(
    process.execPath,
    [...TSX, "--import", hooks, script, String(ORDERS), given.sandbox],
    {
      encoding: "utf8",
      env: {
        ...process.env,
        DATA_DIR: given.dataDir,
        PORT: new URL(given.origin).port,
        SANDBOX_PORT: new URL(given.sandbox).port,
        CHECKOUTS_PER_HOUR: "1000000",
        LOG_LEVEL: "silent",
      },
    },
  );
  expect(status, stderr).toBe(0);
}

const orders = () =>
  query<Waiting>(
    `SELECT number, payment_state = 'paid' AS paid, fulfillment_state = 'unfulfilled' AS left
       FROM orders ORDER BY number`,
  );

/** Counts clicks, pastes and print dialogs, and the seconds of each part of the work. */
function openCounter() {
  const counts = { clicks: 0, pastes: 0, prints: 0 };
  const seconds = new Map<string, number>();
  const timed = async <T>(part: string, work: () => Promise<T>): Promise<T> => {
    const began = Date.now();
    const result = await work();
    seconds.set(part, (seconds.get(part) ?? 0) + (Date.now() - began) / 1_000);
    return result;
  };
  return { counts, seconds, timed };
}
type Counter = ReturnType<typeof openCounter>;

test(`a day of ${ORDERS} orders is packed from To send, a page at a time`, async ({ page }) => {
  test.setTimeout(3_600_000);
  const counter = openCounter();
  await counter.timed("made and paid", async () => {
    makeOrders();
    await expect
      .poll(async () => (await orders()).filter(({ paid }) => paid).length, { timeout: 600_000 })
      .toBeGreaterThanOrEqual(ORDERS);
  });
  await signIn(page);
  let rounds = 0;
  const began = Date.now();
  while ((await orders()).some(({ left }) => left)) {
    await packPage(page, counter);
    rounds += 1;
  }
  const minutes = (Date.now() - began) / 60_000;
  const parcels = await query<{ n: number }>(
    "SELECT count(*)::int AS n FROM fulfillments WHERE state = 'sent' AND cardinality(tracking_numbers) = 1",
  );
  expect(parcels[0]?.n).toBe(ORDERS);
  const { clicks, pastes, prints } = counter.counts;
  const parts = [...counter.seconds].map(([part, taken]) => `${part} ${Math.round(taken)} s`).join(", ");
  console.log(
    `${ORDERS} orders in ${rounds} rounds: ${minutes.toFixed(1)} minutes of the shop's time, ${clicks} clicks, ${pastes} pastes, ${prints} print dialogs (${parts})`,
  );
});

async function packPage(page: Page, { counts, timed }: Counter): Promise<void> {
  const click = async (locator: ReturnType<Page["getByRole"]>) => {
    counts.clicks += 1;
    await locator.click();
  };
  const print = async () => {
    counts.prints += 1;
    await page.pdf({ preferCSSPageSize: true });
  };
  await timed("list", async () => {
    await click(page.getByRole("link", { name: /^To send/ }).first());
    await page.waitForURL("**send=1**");
    await click(page.getByLabel("All on this page"));
  });
  const text = (await page.locator("form#batch").getByRole("status").textContent()) ?? "";
  const chosen = Number.parseInt(text, 10);
  expect(chosen, text).toBeGreaterThan(0);
  await timed("slips", async () => {
    await click(page.getByRole("button", { name: "Packing slips" }));
    await expect(page.getByRole("article")).toHaveCount(chosen, { timeout: 120_000 });
    await print();
  });
  await timed("pick list", async () => {
    await click(page.getByRole("link", { name: "Pick list" }));
    await expect(page.getByRole("heading", { name: /pick list/i })).toBeVisible({ timeout: 120_000 });
    await print();
  });
  await timed("tracking", async () => {
    await click(page.getByRole("link", { name: "Enter tracking" }));
    const list = page.getByLabel("Orders and tracking numbers");
    await expect(list).toBeVisible();
    // What the carrier's program gives: the orders' numbers, each with one of its own.
    const lines = (await list.inputValue()).split("\n").filter((line) => line !== "");
    expect(lines).toHaveLength(chosen);
    counts.pastes += 1;
    await list.fill(lines.map((line) => `${line}DAY${line.replace(/\D/g, "").padStart(9, "0")}`).join("\n"));
  });
  await timed("look", async () => {
    await click(page.getByRole("button", { name: "Show what will be sent" }));
    await expect(page.getByText(new RegExp(`^${chosen} orders? will be sent`))).toBeVisible({
      timeout: 300_000,
    });
  });
  await timed("send", async () => {
    await click(page.getByRole("button", { name: new RegExp(`^Send ${chosen} orders?$`) }));
    await expect(page.getByText(new RegExp(`^${chosen} orders? (is|are) sent\\.`))).toBeVisible({
      timeout: 300_000,
    });
  });
}
