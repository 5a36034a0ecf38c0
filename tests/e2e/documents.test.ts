import { expectNoViolations } from "./no-violations.ts";
import { shoot } from "./shoot.ts";
import { CARDS, expect, goToPayment, newestOrder, pay, signIn, test } from "./shop.ts";

test("a merchant switches documents on, a shopper reads the invoice, and an admin prints and corrects it", async ({
  page,
}) => {
  await signIn(page);
  await page.goto("/admin/documents");
  await expect(page.getByText("No documents yet")).toBeVisible();
  await shoot(page, "documents-none");
  await page.getByRole("link", { name: "settings of documents" }).click();
  await page.waitForURL("**/admin/settings/documents");
  const save = async () => {
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await expect(page.getByText("Saved. It holds everywhere now.")).toBeVisible();
  };
  const isOn = page.getByLabel("Issue invoices and credit notes");
  await page.goto("/admin/settings/seller");
  await page.getByLabel("Legal name").fill("Homeward Goods Ltd");
  await page.getByLabel("Address", { exact: true }).fill("1 Quay Street\nGalway");
  await page.getByLabel("Country", { exact: true }).fill("IE");
  await save();
  await page.goto("/admin/settings/documents");
  await isOn.check();
  await save();
  await expectNoViolations(page, "the settings of documents");
  await shoot(page, "documents-settings");

  await pay(await goToPayment(page), CARDS.good);
  await page.waitForURL("**/orders/*");
  const { id } = await newestOrder();
  const link = page.getByRole("link", { name: "Invoice TEST-INV-0001" });
  await expect(async () => {
    await page.reload();
    await expect(link).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await shoot(page, "documents-shopper");
  const pdf = await page.request.get(
    (await page.getByRole("link", { name: "PDF" }).getAttribute("href")) ?? "",
  );
  expect(pdf.headers()["content-type"]).toBe("application/pdf");
  await link.click();
  await expect(page.getByRole("heading", { name: "Invoice TEST-INV-0001" })).toBeVisible();
  await expect(page.getByText("Homeward Goods Ltd")).toBeVisible();
  await expectNoViolations(page, "an invoice");
  await shoot(page, "documents-invoice");

  await page.goto(`/admin/orders/${id}`);
  await page.getByText("Correct whom the invoice is for").click();
  await page.getByLabel("Company").fill("Mug & Co");
  await expect(page.getByText("takes invoice TEST-INV-0001 back as a whole")).toBeVisible();
  await shoot(page, "documents-order");
  await page.getByRole("button", { name: "Issue a credit note and a new invoice" }).click();
  await expect(page.getByText("A credit note and a new invoice were issued.")).toBeVisible();
  await page.getByRole("link", { name: "Invoice TEST-INV-0002" }).click();
  await expect(page.getByText("Mug & Co")).toBeVisible();
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("heading", { name: "Invoice TEST-INV-0002" })).toBeVisible();
  await page.emulateMedia({ media: "screen" });
  await page.goto("/admin/documents");
  await expect(page.getByRole("link", { name: "TEST-CN-0001" })).toBeVisible();
  await expectNoViolations(page, "the list of documents");
  await shoot(page, "documents-list");

  // Orders of other tests are paid without.
  await page.goto("/admin/settings/documents");
  await isOn.uncheck();
  await save();
});
