import { execFileSync } from "node:child_process";
import { TSX } from "../support/tsx.ts";
import { CARDS, expect, given, goToPayment, newestOrder, pay, signIn, test } from "./shop.ts";

type Request = { key: string | null; method: string; route: string };

function readDeclared(): Set<string> {
  const printed = execFileSync(process.execPath, [...TSX, "tests/support/print-declared.ts"], {
    encoding: "utf8",
  });
  return new Set(printed.trim().split("\n"));
}

/** What the shop's keys have asked, by this test and by those before it. `npm test` ends with what all of them asked. */
async function readAsked(): Promise<Set<string>> {
  const answer = await fetch(`${given.sandbox}/_sandbox/requests?limit=5000`);
  const { data } = (await answer.json()) as { data: Request[] };
  return new Set(
    data.flatMap(({ key, method, route }) =>
      key?.startsWith("shop ") ? [`${key.slice("shop ".length)} ${method} ${route}`] : [],
    ),
  );
}

test("a shopper who pays and an admin who refunds make the shop ask Stripe for nothing undeclared", async ({
  page,
}) => {
  await pay(await goToPayment(page), CARDS.good);
  await page.waitForURL("**/orders/*");
  await expect(page.getByRole("heading", { name: "Thank you" })).toBeVisible();
  const { id } = await newestOrder();
  await signIn(page);
  await page.goto(`/admin/orders/${id}`);
  await page.getByLabel("Amount in EUR").fill("1.00");
  await page.getByRole("button", { name: /refund/i }).click();
  await page.getByRole("button", { name: /€1\.00/ }).click();
  await expect(page.getByText("Partly refunded").first()).toBeVisible();

  const asked = await readAsked();
  const declared = readDeclared();
  expect([...asked].filter((request) => !declared.has(request))).toEqual([]);
  expect([...asked]).toEqual(
    expect.arrayContaining([
      "checkout POST /v1/checkout/sessions",
      "reconciler GET /v1/checkout/sessions/:id",
      "backoffice POST /v1/refunds",
    ]),
  );
  expect(asked.size).toBeGreaterThanOrEqual(5);
});
