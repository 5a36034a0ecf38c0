import { expectNoViolations } from "./no-violations.ts";
import { shoot } from "./shoot.ts";
import {
  addToCart,
  CARDS,
  embeddedForm,
  expect,
  newestOrder,
  orderNow,
  pay,
  query,
  signIn,
  test,
} from "./shop.ts";

// Other tests expect the shop as it came.
test.afterAll(async () => {
  await query("UPDATE settings SET version = version + 1, value = '{}' WHERE subject = 'shipping'");
  await query("SELECT pg_notify('latchkey_catalog', $1)", [JSON.stringify({ paths: ["*"] })]);
});

test("the owner makes a zone on a phone, is told where zones overlap, and tests an address", async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await signIn(page);
  await page.goto("/admin/settings/shipping");
  await page.getByRole("link", { name: "Add a zone" }).click();
  await page.getByLabel("Name of the zone").fill("Islands");
  await page.getByLabel("Places").fill("DE, DE 27498, XX");
  const rate = page.getByRole("group", { name: "New rate" });
  await rate.getByLabel("Name").fill("By boat");
  await rate.getByLabel("Price", { exact: true }).selectOption("By weight");
  await rate.getByLabel("Steps").fill("2: 9.00\n10: 19.00");
  await rate.getByLabel("Free from (EUR)").fill("200");
  await rate.getByLabel("Days from").fill("5");
  await rate.getByLabel("to", { exact: true }).fill("8");
  const save = page.getByRole("button", { name: "Save", exact: true });
  await save.click();
  await expect(page.getByText("“XX” is no place")).toBeVisible();
  // What was typed is still there.
  await page.getByLabel("Places").fill("DE, DE 27498");
  await save.click();
  await expect(page.getByRole("heading", { name: "Islands" })).toBeVisible();
  await expect(
    page.getByText("DE of Home and DE of Islands overlap. The rates of Home count."),
  ).toBeVisible();
  await expect(page.getByText("Islands: goods heavier than 10 kg cannot be sent.")).toBeVisible();
  await page.getByLabel("Places").fill("DE 27498");
  await save.click();
  await expect(page.getByText("Saved. It holds everywhere now.")).toBeVisible();
  await expect(page.getByText("overlap")).toBeHidden();
  await expectNoViolations(page, "a shipping zone");
  await shoot(page, "shipping-zone");

  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/admin/settings/shipping");
  const ask = async (postcode: string, weight: string) => {
    await page.getByLabel("Country", { exact: true }).selectOption("Germany");
    await page.getByLabel("Postcode").fill(postcode);
    await page.getByLabel("Goods after discounts (EUR)").fill("180");
    await page.getByLabel("Weight (kg)").fill(weight);
    await page.getByRole("button", { name: "Test", exact: true }).click();
    await page.waitForURL(`**postalCode=${postcode}&**weight=${weight}*`);
  };
  const answer = page.locator("#test [role=status]");
  await ask("27498", "3");
  await expect(answer).toContainText("In the zone Islands:");
  await expect(answer).toContainText(/By boat: €19\.00, arrives \d.*\. €20\.00 more and it is free/);
  await expect(answer).toContainText("Home, Standard: of another zone.");
  await expectNoViolations(page, "the settings of shipping");
  await shoot(page, "shipping-settings");
  await ask("27498", "11");
  await expect(answer).toContainText("No rate is for these goods.");
  await expect(answer).toContainText("Islands, By boat: only up to 10 kg.");
  await ask("10115", "3");
  await expect(answer).toContainText("In the zone Home:");

  await page.getByRole("link", { name: "Islands" }).click();
  await page.getByRole("button", { name: "Remove this zone" }).click();
  await page.waitForURL("**/settings/shipping");
  await expect(page.getByRole("link", { name: "Islands" })).toBeHidden();
});

test("16.2: product page and cart say what sending begins with, and the right sum right after the owner changed it", async ({
  page,
}) => {
  const mug = "/products/tumble-mug/clay-25-cl";
  await page.goto(mug);
  const note = page.getByText(/^Shipping to .+ from €/);
  await expect(note).toHaveText(/from €5\.00 · 2–4 working days/);
  await expectNoViolations(page, "a product with its shipping");
  await shoot(page, "product-shipping");
  await signIn(page);
  await page.goto("/admin/settings/shipping");
  await page.getByRole("link", { name: "Home", exact: true }).click();
  const rate = page.getByRole("group", { name: "Standard" });
  await rate.getByLabel("Price (EUR)").fill("6.50");
  await rate.getByLabel("Free from (EUR)").fill("50");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("Saved. It holds everywhere now.")).toBeVisible();
  // The first answer after the save, not a later one.
  const html = await (await page.request.get(mug)).text();
  expect(html).toContain("from €6.50");
  await addToCart(page, mug, 2);
  await page.goto("/cart");
  await expect(page.getByText(/^Shipping to .+ from €6\.50 · Arrives \d/)).toBeVisible();
  await expect(page.getByText("€6.00 more and shipping is free")).toBeVisible();
  await expectNoViolations(page, "a cart with its shipping");
  await shoot(page, "cart-shipping");
});

test("16.5 16.6: a product that is sent alone is named where it lies with others, and a note reaches who packs", async ({
  page,
}) => {
  await signIn(page);
  await page.goto("/admin/products/serving-tray");
  await page.getByLabel("It is sent with no other product").check();
  await shoot(page, "editor-shipping");
  await page.getByRole("button", { name: "Review changes" }).click();
  await expect(page.getByText("Is sent alone: no → yes")).toBeVisible();
  await page.getByRole("button", { name: "Save these changes" }).click();
  await expect(page.getByText(/Saved as version/)).toBeVisible();
  await page.goto("/admin/settings/shipping");
  await page.getByLabel("Shoppers can write a note to the shop before they order").check();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("Saved. It holds everywhere now.")).toBeVisible();
  await page.getByRole("button", { name: "Test", exact: true }).click();
  await expect(page.getByText("Sent with no other product: Serving tray, oval.")).toBeVisible();

  await addToCart(page, "/products/serving-tray");
  await addToCart(page, "/products/hand-bell");
  await page.goto("/cart");
  const refusal = "Serving tray, oval is sent with nothing else: order the rest on its own.";
  await expect(page.getByText(refusal)).toBeVisible();
  await shoot(page, "cart-refused");
  await page.getByRole("button", { name: "Check out" }).click();
  await page.waitForURL("**/checkout/details");
  await expect(page.getByText(refusal)).toBeVisible();
  await expectNoViolations(page, "details of what cannot be sent");
  await shoot(page, "details-refused");
  await page.goto("/cart");
  await page.getByRole("button", { name: /^Remove Serving tray/ }).click();
  await expect(page.getByText(refusal)).toBeHidden();
  await page.getByRole("button", { name: "Check out" }).click();
  await page.waitForURL("**/checkout/details");
  await page.getByLabel("Note to the shop").fill("Please leave it with the neighbor.");
  await shoot(page, "details-note");
  await orderNow(page);
  await page.waitForURL("**/checkout");
  await pay(embeddedForm(page), CARDS.good);
  await page.waitForURL("**/orders/*");
  await expect(page.getByText(/^\d.*Dec|^\d.*Jan/).first()).toBeVisible();
  await shoot(page, "order-promise");
  const { id } = await newestOrder();
  await page.goto(`/admin/orders/${id}`);
  await expect(page.getByText("Please leave it with the neighbor.")).toBeVisible();
  await expect(page.getByText("Arrives", { exact: true })).toBeVisible();
  await expectNoViolations(page, "an order with a note");
  await shoot(page, "admin-note");
  await query("UPDATE products SET ships_alone = false");
});
