import { AxeBuilder } from "@axe-core/playwright";
import Stripe from "stripe";
import { payWithoutBrowser } from "../support/running-shop.ts";
import { expect, given, goToPayment, newestOrder, test } from "./shop.ts";

const { hostname: host, port } = new URL(given.sandbox ?? "http://localhost");
const stripe = new Stripe("sk_test_sandbox_all_permissions", { host, port, protocol: "http" });

const bell = {
  mode: "payment",
  success_url: `${given.sandbox}/_sandbox/health`,
  line_items: [
    { quantity: 1, price_data: { currency: "eur", unit_amount: 3200, product_data: { name: "Hand bell" } } },
  ],
} satisfies Stripe.Checkout.SessionCreateParams;

test("the sandbox's page takes a promotion code, keeps the answers, and debits a bank", async ({ page }) => {
  const coupon = await stripe.coupons.create({ percent_off: 25, duration: "once" });
  await stripe.promotionCodes.create({ code: "QUAY", promotion: { type: "coupon", coupon: coupon.id } });
  const session = await stripe.checkout.sessions.create({
    ...bell,
    allow_promotion_codes: true,
    consent_collection: { terms_of_service: "required" },
    custom_fields: [
      {
        key: "engraving",
        label: { type: "custom", custom: "Engraving" },
        type: "text",
        text: { maximum_length: 8 },
      },
    ],
  });
  await page.goto(session.url ?? "");
  await page.getByLabel("Email").fill("jo@shopper.test");
  await page.getByLabel("Engraving").fill("Jo");
  await page.getByText("Add a promotion code").click();
  await page.getByLabel("Promotion code").fill("quay");
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(page.getByText("−€8.00")).toBeVisible();
  await expect(page.getByLabel("Engraving")).toHaveValue("Jo");
  await page.getByRole("button", { name: /DE89 3704/ }).click();
  await expect(page.getByLabel("IBAN")).toHaveValue("DE89 3704 0044 0532 0130 00");
  const pay = page.getByRole("button", { name: "Pay €24.00" });
  await pay.click();
  await expect(page.getByRole("checkbox", { name: /terms of service/ })).toBeFocused();
  await page.getByRole("checkbox", { name: /terms of service/ }).check();
  await pay.click();
  await page.waitForURL("**/_sandbox/health");
  const paid = await stripe.checkout.sessions.retrieve(session.id, { expand: ["payment_intent"] });
  expect(paid).toMatchObject({
    status: "complete",
    payment_status: "unpaid",
    amount_total: 2400,
    consent: { terms_of_service: "accepted" },
    custom_fields: [{ key: "engraving", text: { value: "Jo" } }],
    payment_intent: { status: "processing", amount: 2400 },
  });
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`the bank's dialog keeps the keyboard, and nothing is hard to read (${colorScheme})`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 390, height: 844 });
    const { url } = await stripe.checkout.sessions.create(bell);
    await page.goto(url ?? "");
    const check = async () => expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    await page.getByText("Test cards and accounts").click();
    await page.getByRole("button", { name: /4000 0025 0000 3155/ }).click();
    await check();
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog");
    await expect(dialog).toBeVisible();
    await check();
    for (let turn = 0; turn < 5; turn += 1) {
      await page.keyboard.press("Tab");
      expect(
        await page.evaluate(() => document.querySelector("form.pay")?.contains(document.activeElement)),
      ).toBe(false);
    }
    await page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();
    await expect(page.getByRole("alert")).toContainText("nothing was charged");
    await page.getByRole("button", { name: /^Pay/ }).click();
    await dialog.getByRole("button", { name: "Fail authentication" }).click();
    await expect(page.getByRole("alert")).toContainText("could not confirm that it is you");
    await expect(page.getByLabel("Card number")).toBeFocused();
    for (const path of ["/", "/sessions", "/events", "/webhooks", "/keys", "/faults", "/requests"]) {
      await page.goto(given.sandbox + path);
      if (path === "/" || path === "/faults") await check();
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow, path).toBeLessThanOrEqual(0);
    }
  });
}

test("a refund in the sandbox's dashboard makes the shop's order refunded", async ({ page }) => {
  await goToPayment(page);
  const { session } = await newestOrder();
  await payWithoutBrowser(given.sandbox, session);
  await expect.poll(async () => (await newestOrder()).state).toBe("paid");
  await page.goto(`${given.sandbox}/`);
  await page.getByLabel("Find by id, email or reference").fill(session);
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Refund" }).click();
  await expect(page.getByRole("status")).toContainText("refunded");
  await expect.poll(async () => (await newestOrder()).state).toBe("refunded");
});
