import { shoot } from "./shoot.ts";
import { CARDS, expect, given, goToPayment, newestOrder, pay, query, signIn, test } from "./shop.ts";

test("a new order appears in the open list, and is heard where the sound is on", async ({
  page,
  browser,
}) => {
  await page.addInitScript(() => {
    const counted = window as unknown as { notes: number };
    counted.notes = 0;
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (...args) {
      counted.notes += 1;
      return start.apply(this, args);
    };
  });
  await signIn(page);
  const notes = () => page.evaluate(() => (window as unknown as { notes: number }).notes);
  const sound = page.getByRole("switch", { name: "Sound for new orders" });
  await expect(sound).toHaveAttribute("aria-checked", "false");
  await sound.click();
  await expect(sound).toHaveAttribute("aria-checked", "true");
  await expect.poll(notes).toBe(2);

  const shopper = await browser.newPage({ baseURL: given.origin });
  await pay(await goToPayment(shopper), CARDS.good);
  await shopper.waitForURL("**/orders/*");
  await shopper.close();
  const { number } = await newestOrder();
  const row = page.getByRole("row", { name: new RegExp(`\\b${number}\\b`) });
  await expect(row).toContainText("Paid", { timeout: 60_000 });
  await expect.poll(notes, { timeout: 60_000 }).toBe(4);
});

test("an open order shows what another admin does, and takes nothing from a person who types", async ({
  page,
  browser,
}) => {
  await pay(await goToPayment(page), CARDS.good);
  await page.waitForURL("**/orders/*");
  const { id } = await newestOrder();
  await signIn(page);
  const other = await browser.newPage({ baseURL: given.origin });
  await signIn(other);
  for (const one of [page, other]) await one.goto(`/admin/orders/${id}`);
  const note = async (text: string) => {
    await other.getByLabel("New note").fill(text);
    await other.getByRole("button", { name: "Save the note" }).click();
    await expect(other.getByText(text).first()).toBeVisible();
  };
  await note("The bell is in the window");
  await expect(page.getByText("The bell is in the window").first()).toBeVisible({ timeout: 60_000 });

  await page.getByLabel("New note").fill("I am writing");
  await note("Use the small box");
  const bar = page.getByRole("status").filter({ hasText: "Something has changed" });
  await expect(bar).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText("Use the small box")).toHaveCount(0);
  await shoot(page, "live-bar");
  await bar.getByRole("button", { name: "Show it" }).click();
  await expect(page.getByText("Use the small box").first()).toBeVisible();
  await expect(page.getByLabel("New note")).toHaveValue("I am writing");
  await expect(bar).toBeHidden();
  await other.close();
});

test("a page that nobody uses is refreshed for five minutes, then it waits: refreshing prolongs the session", async ({
  page,
}) => {
  await pay(await goToPayment(page), CARDS.good);
  await page.waitForURL("**/orders/*");
  const { id } = await newestOrder();
  await page.clock.install();
  await signIn(page);
  await page.goto(`/admin/orders/${id}`);
  await page.waitForLoadState("networkidle");
  const note = (text: string) =>
    query(
      "INSERT INTO order_events (order_id, kind, data, actor_kind, actor_ref) VALUES ($1, 'note', $2, 'admin', 'Ada')",
      [id, JSON.stringify({ text })],
    );
  await note("Use the small box");
  await page.clock.runFor(60_000);
  await expect(page.getByText("Use the small box").first()).toBeVisible();
  await page.clock.runFor(250_000);
  await note("Use the large box");
  const bar = page.getByRole("status").filter({ hasText: "Something has changed" });
  await expect(async () => {
    await page.clock.runFor(10_000);
    await expect(bar).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await expect(page.getByText("Use the large box")).toHaveCount(0);
});
