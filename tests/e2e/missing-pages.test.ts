import { expectNoViolations } from "./no-violations.ts";
import { expect, test } from "./shop.ts";

const MISSING = [
  "/nowhere",
  "/nowhere/at/all",
  "/products/nope",
  "/products/tumble-mug/nope",
  "/collections/nope",
  "/collections/light/99",
  "/orders/nope",
];
const WORDS = { name: "Nobody lives at this address", level: 1 } as const;

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  for (const path of MISSING) {
    test(`D13: ${path} is 404 with words, the shop's frame, its styles and its language`, async ({
      page,
    }) => {
      // The second answer of a page that is kept is not made as the first one.
      for (let visits = 0; visits < 2; visits += 1) {
        const answer = await page.goto(path);
        expect(answer?.status()).toBe(404);
        await expect(page.getByRole("heading", WORDS)).toBeVisible();
        await expect(page.getByRole("banner").getByRole("link", { name: "Homeward" })).toBeVisible();
        await expect(page.getByRole("contentinfo").getByRole("link", { name: "Everything" })).toBeVisible();
        await expect(page).toHaveTitle("Not found · Homeward");
        await expect(page.locator("html")).toHaveAttribute("lang", /^en/);
        const color = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
        expect(color).toBe("rgb(247, 243, 236)");
      }
    });
  }
});

test("D13: with JavaScript a missing page stays as it was sent, and leads on", async ({ page }) => {
  await page.goto("/products/nope");
  await expect(page.getByRole("heading", WORDS)).toBeVisible();
  await expectNoViolations(page, "/products/nope");
  await page.getByRole("banner").getByRole("link", { name: "Light" }).first().click();
  await expect(page.getByRole("heading", { name: "Light", level: 1 })).toBeVisible();
});

test("D13: what scripts ask for gets no page, and a page that is there is sent as it is", async ({
  request,
}) => {
  const script = await request.get("/products/nope", { headers: { rsc: "1" } });
  expect(script.status()).toBe(404);
  expect(script.headers()["content-type"]).toContain("text/x-component");
  const page = await request.get("/products/hand-bell", { headers: { "accept-encoding": "gzip" } });
  expect([page.status(), (await page.text()).includes("Hand bell")]).toEqual([200, true]);
});
