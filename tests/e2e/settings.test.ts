import sharp from "sharp";
import { expectNoViolations } from "./no-violations.ts";
import { shoot } from "./shoot.ts";
import { CARDS, expect, goToPayment, newestOrder, pay, query, signIn, test } from "./shop.ts";

// Other tests expect the shop as it came.
test.afterAll(async () => {
  await query("UPDATE settings SET version = version + 1, value = '{}'");
  await query("SELECT pg_notify('latchkey_catalog', $1)", [JSON.stringify({ paths: ["*"] })]);
});

const PLUM = "#7a1f3d";

test("the owner changes name, logo, color, shipping and sender in the browser, and it holds everywhere at once", async ({
  page,
  request,
}) => {
  const html = async (path: string) => (await request.get(path)).text();
  expect(await html("/products/hand-bell")).not.toContain("Kettle &amp; Son");
  await signIn(page);
  await page.goto("/admin/settings");
  await expectNoViolations(page, "the settings");
  await shoot(page, "settings");

  await page.getByRole("link", { name: "Shop", exact: true }).click();
  await page.getByLabel("Name of the shop").fill("Kettle & Son");
  await page.getByLabel("Accent color").fill("#ffcc00");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("The nearest color that can be read is #")).toBeVisible();
  await page.getByLabel("Accent color").fill(PLUM);
  await page.getByLabel("Address", { exact: true }).fill("1 Quay Street\nGalway");
  await page.getByLabel("Email address").fill("hello@kettle.test");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("Saved. It holds everywhere now.")).toBeVisible();
  // The first answer of each page is the new one.
  for (const path of ["/", "/products/hand-bell", "/collections/all"]) {
    const first = await html(path);
    expect(first).toContain("Kettle &amp; Son");
    expect(first).toContain(`/theme/${PLUM.slice(1)}.css`);
  }
  expect(await html(`/theme/${PLUM.slice(1)}.css`)).toContain(`--accent:${PLUM}`);
  expect((await (await request.get("/manifest.webmanifest")).json()).name).toBe("Kettle & Son");

  const logo = await sharp({ create: { width: 480, height: 120, channels: 4, background: PLUM } })
    .png()
    .toBuffer();
  const form = page.locator("form", { has: page.getByLabel("Logo", { exact: true }) });
  await form
    .getByLabel("Logo", { exact: true })
    .setInputFiles({ name: "x.svg", mimeType: "image/svg+xml", buffer: Buffer.from("<svg/>") });
  await form.getByRole("button", { name: "Use this picture" }).click();
  await expect(form.getByText("This file is not a picture that the shop can use")).toBeVisible();
  await form
    .getByLabel("Logo", { exact: true })
    .setInputFiles({ name: "logo.png", mimeType: "image/png", buffer: logo });
  await form.getByRole("button", { name: "Use this picture" }).click();
  await expect(form.getByText("Saved. It holds everywhere now.")).toBeVisible();
  const [, source = ""] = /<img[^>]*src="(\/media\/[^"]+)"[^>]*alt="Kettle/.exec(await html("/")) ?? [];
  expect((await request.get(source)).headers()["content-type"]).toBe("image/webp");
  await expectNoViolations(page, "the settings of the shop");
  await shoot(page, "settings-shop");

  await page.goto("/admin/settings/seller");
  await page.getByLabel("Legal name").fill("Copperworks Ltd");
  await page.getByLabel("Country", { exact: true }).fill("ie");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("Now: Ireland.")).toBeVisible();
  await expectNoViolations(page, "the settings of the seller");
  await shoot(page, "settings-seller");
  expect(await html("/products/hand-bell")).toContain("Copperworks Ltd · 1 Quay Street · Galway · Ireland");

  await page.goto("/admin/settings/shipping/zones/home");
  const standard = page.getByRole("group", { name: "Standard" });
  await standard.getByLabel("Name").fill("By bike");
  await standard.getByLabel("Price (EUR)").fill("3.50");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("Saved. It holds everywhere now.")).toBeVisible();

  await page.goto("/admin/settings/emails");
  await page.getByLabel("Sender", { exact: true }).fill("Kettle and Son");
  await page.getByLabel("Text below each email").fill("Kettle Ltd, Galway");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("Saved. It holds everywhere now.")).toBeVisible();
  await expectNoViolations(page, "the settings of emails");
  await shoot(page, "settings-emails");

  const payment = await goToPayment(page);
  await expect(payment.getByText("By bike").first()).toBeVisible();
  await pay(payment, CARDS.good);
  await page.waitForURL("**/orders/*");
  await expect(page.getByRole("banner").getByRole("img", { name: "Kettle & Son" })).toBeVisible();
  const order = await newestOrder();
  expect(
    await query("SELECT label, amount_minor::text AS amount FROM order_adjustments WHERE order_id = $1", [
      order.id,
    ]),
  ).toEqual([{ label: "By bike", amount: "350" }]);

  await page.goto("/admin/settings/emails/order_confirmation");
  await page.getByLabel("Subject").fill("Thanks {nam}");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("There is no placeholder {nam}")).toBeVisible();
  await page.getByLabel("Subject").fill("Thanks: {number}");
  await page.getByLabel("Opening").fill("We pack it by hand.");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText(`Thanks: ${order.number}`)).toBeVisible();
  const frame = page.frameLocator("iframe");
  await expect(frame.getByText("We pack it by hand.")).toBeVisible();
  await expect(frame.getByText("Kettle Ltd, Galway")).toBeVisible();
  await expectNoViolations(page, "the words of an email");
  await shoot(page, "settings-words");

  for (const path of ["tax", "going-live"]) {
    await page.goto(`/admin/settings/${path}`);
    await expectNoViolations(page, path);
    await shoot(page, `settings-${path}`);
  }
  await expect(page.locator('[data-row="shop"]')).toHaveAttribute("data-done", "true");
  await expect(page.locator('[data-row="keys"]')).toHaveAttribute("data-done", "false");

  await page.goto("/admin/settings/shop");
  const before = page.getByText("Before the first change").locator("..");
  await before.getByRole("button", { name: "Restore" }).click();
  await expect(page.getByLabel("Name of the shop")).not.toHaveValue("Kettle & Son");
  expect(await html("/products/hand-bell")).not.toContain("Kettle &amp; Son");
});
