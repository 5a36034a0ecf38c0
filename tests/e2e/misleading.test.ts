import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { chromium, type Page } from "@playwright/test";
import { launchOptions } from "../../scripts/chromium.ts";
import { makeTemporaryFolder } from "../support/temporary-folder.ts";
import { pressUntil } from "./press-until.ts";
import { embeddedForm, expect, given, goToPayment, orderNow, signIn, test } from "./shop.ts";

const SEPA_FAILS = "DE62370400440532013001";

/** Fills the payment form for a bank debit, and sends it. */
async function payByDebit(page: Page, iban: string): Promise<void> {
  const form = embeddedForm(page);
  await form.getByLabel("Full name").fill("Jo Shopper");
  await form.getByLabel("Street and number").fill("1 Quay Street");
  await form.getByLabel("Postal code").fill("H91 AA00");
  await form.getByLabel("City").fill("Galway");
  await form.getByLabel("Country").selectOption("IE");
  await form.getByRole("radio", { name: /SEPA/ }).check();
  await form.getByLabel("IBAN").fill(iban);
  await form.getByRole("button", { name: /^Pay/ }).click();
}

test("D6: the page of a bank debit changes by itself when it fails, and its button fills the cart again", async ({
  page,
}) => {
  test.setTimeout(150_000);
  await goToPayment(page);
  await payByDebit(page, SEPA_FAILS);
  await page.waitForURL("**/orders/*");
  await expect(page.getByRole("heading", { name: "Your payment is on its way" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "The payment did not go through" })).toBeVisible({
    timeout: 90_000,
  });
  await page.goto(page.url());
  await page.getByRole("button", { name: "Order these items again" }).click();
  await page.waitForURL("**/cart?added=1");
  await expect(page.getByRole("link", { name: "Hand bell" })).toBeVisible();
});

test("D12: a waiting order's link leads to its payment in a browser that has never seen the shop", async ({
  page,
  browser,
}) => {
  await goToPayment(page);
  const reference = (await page.context().cookies()).find(({ name }) => name === "checkout")?.value;
  const other = await (await browser.newContext({ baseURL: given.origin })).newPage();
  await other.goto(`/orders/${reference}`);
  await other.getByRole("button", { name: "Go back to payment" }).click();
  // What the first browser's shopper told stays there.
  await orderNow(other);
  await other.waitForURL("**/checkout");
  await expect(embeddedForm(other).getByLabel("Card number")).toBeVisible();
  await expect(embeddedForm(other).getByText("Hand bell").first()).toBeVisible();
  await other.context().close();
});

test.describe("D10: what does not get through", () => {
  test("offline, says so for adding, changing, removing and checking out; page and values stay", async ({
    browser,
  }) => {
    // The browser writes to the console what it could not load: not the page of the quiet console.
    const context = await browser.newContext({ baseURL: given.origin });
    const page = await context.newPage();
    await page.goto("/products/hand-bell");
    await page.getByLabel("Quantity").fill("3");
    await context.setOffline(true);
    const button = page.getByRole("button", { name: /Add to cart/ });
    await button.focus();
    await page.keyboard.press("Enter");
    await expect(
      page.getByRole("alert").filter({ hasText: "You seem to be offline. Nothing was added." }),
    ).toBeVisible();
    await expect(page.getByLabel("Quantity")).toHaveValue("3");
    await expect(button).toBeFocused();
    await expect(page.getByRole("heading", { name: "Hand bell", level: 1 })).toBeVisible();
    await context.setOffline(false);
    await page.keyboard.press("Enter");
    await expect(page.getByText("3 items are in your cart")).toBeVisible();
    await expect(page.getByText("You seem to be offline")).toBeHidden();

    await page.goto("/cart");
    await context.setOffline(true);
    const offline = page.getByRole("alert").filter({ hasText: /You seem to be offline\. Nothing was/ });
    for (const [count, name] of ["One more", /Remove/, "Empty the cart", "Check out"].entries()) {
      await page.getByRole("button", { name }).click();
      await expect(offline).toHaveCount(count + 1);
      await expect(page.getByRole("button", { name })).toBeFocused();
    }
    await expect(page.getByLabel("Quantity", { exact: true })).toHaveValue("3");
    await expect(page.getByText("Nothing was ordered or charged.")).toBeVisible();
    await context.setOffline(false);
    await page.getByRole("button", { name: "One more" }).click();
    await expect(page.getByLabel("Quantity", { exact: true })).toHaveValue("4");
    await context.close();
  });

  test("when the answer is lost or the shop fails, says what is certain and keeps the page", async ({
    browser,
  }) => {
    const page = await (await browser.newContext({ baseURL: given.origin })).newPage();
    await page.goto("/products/hand-bell");
    await page.getByLabel("Quantity").fill("2");
    const posts = (answer: "lost" | "broken") =>
      page.route("**/products/**", (route) =>
        route.request().method() !== "POST"
          ? route.continue()
          : answer === "lost"
            ? route.abort("connectionreset")
            : route.fulfill({ status: 502, body: "Bad gateway", contentType: "text/plain" }),
      );
    const press = () => page.getByRole("button", { name: /Add to cart/ }).click();
    await posts("lost");
    await press();
    await expect(
      page.getByRole("alert").filter({ hasText: "not certain whether this was done" }),
    ).toBeVisible();
    await page.unroute("**/products/**");
    await posts("broken");
    await press();
    await expect(page.getByRole("alert").filter({ hasText: "the problem is on our side" })).toBeVisible();
    await expect(page.getByLabel("Quantity")).toHaveValue("2");
    await page.unroute("**/products/**");
    await press();
    await expect(page.getByText("2 items are in your cart")).toBeVisible();
    await page.context().close();
  });

  test("the admin's forms keep their page too", async ({ page, context }) => {
    await page.goto("/admin/sign-in");
    await page.getByLabel("Email").fill(given.admin.email);
    await page.getByLabel("Password").fill("not the password");
    await context.setOffline(true);
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByRole("alert").filter({ hasText: "You seem to be offline" })).toBeVisible();
    await expect(page.getByLabel("Email")).toHaveValue(given.admin.email);
    await expect(page.getByLabel("Password")).toHaveValue("not the password");
    await context.setOffline(false);
  });
});

test("a form works again without JavaScript after it was made to keep its page", async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: given.origin });
  const page = await context.newPage();
  await page.goto("/products/hand-bell");
  await page.getByRole("button", { name: /Add to cart/ }).click();
  await page.waitForURL("**/cart*");
  await page.getByRole("button", { name: "One more" }).click();
  await expect(page.getByLabel("Quantity", { exact: true })).toHaveValue("2");
  await page.getByRole("button", { name: /Remove/ }).click();
  await expect(page.getByText("Nothing is in it yet")).toBeVisible();
  await context.close();
});

test.describe("R-B1: a browser that keeps no cookies", () => {
  /** As the reader sets it in Chromium: neither cookies nor what scripts store. */
  async function withoutCookies(
    javaScriptEnabled: boolean,
    use: (page: Page) => Promise<void>,
  ): Promise<void> {
    const profile = makeTemporaryFolder("no-cookies");
    mkdirSync(`${profile}/Default`, { recursive: true });
    const blocked = { profile: { default_content_setting_values: { cookies: 2 } } };
    writeFileSync(`${profile}/Default/Preferences`, JSON.stringify(blocked));
    const options = { ...launchOptions({ isWhole: true }), javaScriptEnabled, baseURL: given.origin };
    const context = await chromium.launchPersistentContext(profile, options);
    await use(await context.newPage());
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  }

  test("is told so where it adds to the cart, and never that it was added", async () => {
    await withoutCookies(true, async (page) => {
      await page.goto("/products/hand-bell");
      await page.getByRole("button", { name: /Add to cart/ }).click();
      await expect(
        page.getByRole("status").filter({ hasText: "Your browser keeps no cookies" }),
      ).toBeVisible();
      await expect(page.getByText("Added.")).toBeHidden();
    });
  });

  test("is told so without JavaScript too, and a reader of an empty cart is not", async ({ page: other }) => {
    await withoutCookies(false, async (page) => {
      await page.goto("/products/hand-bell");
      await page.getByRole("button", { name: /Add to cart/ }).click();
      await expect(
        page.getByRole("alert").filter({ hasText: "Your browser keeps no cookies" }),
      ).toBeVisible();
    });
    await other.goto("/cart");
    await expect(other.getByText("Nothing is in it yet")).toBeVisible();
    await expect(other.getByText("Your browser keeps no cookies")).toBeHidden();
  });

  test("is told so where it signs in; and the admin works where scripts store nothing", async ({ page }) => {
    await withoutCookies(true, async (blocked) => {
      await blocked.goto("/admin/sign-in");
      await expect(
        blocked.getByRole("alert").filter({ hasText: "Your browser keeps no cookies" }),
      ).toBeVisible();
    });
    await page.addInitScript(() =>
      Object.defineProperty(window, "localStorage", {
        get() {
          throw new DOMException("denied", "SecurityError");
        },
      }),
    );
    await signIn(page);
    const turnOff = page.getByRole("button", { name: "Turn shortcuts off" });
    await pressUntil("?", turnOff);
    await turnOff.click();
    await expect(page.getByRole("button", { name: "Turn shortcuts on" })).toBeVisible();
  });
});
