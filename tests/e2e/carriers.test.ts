import { expectNoViolations } from "./no-violations.ts";
import { shoot } from "./shoot.ts";
import { CARDS, expect, goToPayment, newestOrder, pay, query, signIn, test } from "./shop.ts";

test.afterAll(() => query("DELETE FROM carriers"));

test("the owner adds a carrier; a parcel goes out with it, and the shopper follows its link", async ({
  page,
}) => {
  const form = await goToPayment(page);
  await pay(form, CARDS.good);
  await page.waitForURL("**/orders/*");
  const shopper = page.url();
  const order = await newestOrder();
  await signIn(page);
  await page.goto("/admin/orders?send=1");
  await page.getByRole("link", { name: "Carriers" }).click();
  await expect(page.getByText("You have added no carrier")).toBeVisible();
  await page.getByLabel("Name", { exact: true }).fill("Harbour Bikes");
  await page.getByLabel("Link to a parcel").fill("http://bikes.example/{number}");
  await page.getByLabel("Form of its numbers (optional)").fill("hb ######");
  await page.getByRole("button", { name: "Add the carrier" }).click();
  await expect(page.getByText("This is no address over https")).toBeVisible();
  await expectNoViolations(page, "a carrier that is refused");
  await page.getByLabel("Link to a parcel").fill("https://bikes.example/{number}");
  await page.getByRole("button", { name: "Add the carrier" }).click();
  await expect(page.getByText("Harbour Bikes", { exact: true })).toBeVisible();
  await expectNoViolations(page, "the carriers");
  await shoot(page, "carriers");

  await page.goto(`/admin/orders/${order.id}`);
  await page.getByText(/^Send (the item|all \d+ items)$/).click();
  await page.getByLabel("Tracking numbers").fill("HB123456");
  await expect(page.getByLabel("Carrier").locator("option:checked")).toHaveText("Harbour Bikes");
  await page.getByRole("button", { name: /^Send \d+ items?$/ }).click();
  await expect(page.getByRole("link", { name: "HB123456" })).toHaveAttribute(
    "href",
    "https://bikes.example/HB123456",
  );

  await page.goto("/admin/orders/carriers");
  await page.getByRole("button", { name: "Offer it no more" }).click();
  await expect(page.getByText("Not offered any more; its parcels keep their link.")).toBeVisible();
  await page.goto(shopper);
  await expect(page.getByRole("link", { name: /HB123456/ })).toHaveAttribute(
    "href",
    "https://bikes.example/HB123456",
  );
});
