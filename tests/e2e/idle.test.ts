import type { Page } from "@playwright/test";
import { expect, given, query, signIn, signInByForm, test } from "./shop.ts";

test.describe.configure({ timeout: 120_000 });

/** Minutes pass without a sign of life, in the browser and for the session. */
async function leaveIdle(page: Page, minutes: number): Promise<void> {
  await query(`UPDATE admin_sessions SET last_seen_at = now() - interval '${minutes} minutes'`);
  await page.clock.fastForward(minutes * 60_000);
}

async function openAccount(page: Page) {
  await page.clock.install();
  await signIn(page);
  await page.goto("/admin/account");
  // What the page asks for when it has been loaded is use of the session.
  await page.waitForLoadState("networkidle");
  return page.getByRole("textbox", { name: "Name" });
}

test("A1: before an idle session ends the admin is warned, and goes on with one press", async ({ page }) => {
  const name = await openAccount(page);
  await name.fill("Mona Lang");
  await leaveIdle(page, 29);
  const warning = page.getByRole("dialog", { name: "You will be signed out soon" });
  await expect(warning).toBeVisible();
  await warning.getByRole("button", { name: "Stay signed in" }).click();
  await expect(warning).toBeHidden();
  const [{ idle } = { idle: true }] = await query<{ idle: boolean }>(
    "SELECT max(last_seen_at) < now() - interval '1 minute' AS idle FROM admin_sessions",
  );
  expect(idle).toBe(false);
  await expect(name).toHaveValue("Mona Lang");
});

test("A1: what was typed survives the end of an idle session, and is sent after signing in again", async ({
  page,
  context,
}) => {
  const name = await openAccount(page);
  await name.fill("Mona Lang");
  await leaveIdle(page, 31);
  const notice = page.getByRole("alert").filter({ hasText: "You have been signed out" });
  await expect(notice).toBeVisible();
  const save = page.locator("form").filter({ has: name }).getByRole("button", { name: "Save" });
  await save.click();
  await expect(name).toHaveValue("Mona Lang");
  await expect(page).toHaveURL(/\/admin\/account$/);
  await context.clearCookies();
  const opened = context.waitForEvent("page");
  await notice.getByRole("link", { name: "Sign in in a new tab" }).click();
  await signInByForm(await opened);
  await (await opened).close();
  await save.click();
  await expect(page.getByText("Your name is changed.")).toBeVisible();
  await expect(notice).toBeHidden();
  const [{ name: saved } = { name: "" }] = await query<{ name: string }>(
    "SELECT name FROM admin_users WHERE email = $1",
    [given.admin.email],
  );
  expect(saved).toBe("Mona Lang");
});
