import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { filterAudit } from "../../../app/admin/(signed-in)/audit/actions.ts";
import { searchOrders } from "../../../app/admin/(signed-in)/orders/actions.ts";
import { closeDb } from "../../../server/platform/db.ts";
import { hideWords, readWords } from "../../../server/platform/requests/hidden-words.ts";
import { browser, formOf } from "../../support/browser.ts";
import { useDatabase, useEnvironment } from "../../support/database.ts";
import { ADMIN } from "../../support/test-shop.ts";

const MAIL = "anna.sought@shopper.test";

beforeAll(async () => {
  await useDatabase();
  useEnvironment();
  browser.admin = ADMIN;
  browser.sent.set("sec-fetch-site", "same-origin");
});
afterAll(closeDb);

/** Where a form of the admin leads. */
async function addressOf(answer: Promise<unknown>): Promise<URL> {
  const { digest = "" } = await answer.then(
    () => ({}) as { digest?: string },
    (error: { digest?: string }) => error,
  );
  return new URL(digest.split(";")[2] ?? "", "http://shop.test");
}

describe("W16: what an admin searches for", () => {
  it("stands in no address, and its page reads it there", async () => {
    const orders = await addressOf(searchOrders(formOf({ q: ` ${MAIL} `, state: "paid" })));
    expect([orders.pathname, orders.searchParams.get("state")]).toEqual(["/admin/orders", "paid"]);
    expect(orders.href).not.toMatch(/anna|sought|shopper/i);
    expect(readWords(orders.searchParams.get("q") ?? "")).toBe(MAIL);
    const audit = await addressOf(filterAudit(formOf({ actor: MAIL, action: "", object: "order:1" })));
    expect([audit.pathname, audit.searchParams.get("object")]).toEqual(["/admin/audit", "order:1"]);
    expect(readWords(audit.searchParams.get("actor") ?? "")).toBe(MAIL);
  });

  it("leaves the address without anything where nothing is searched for", async () => {
    expect((await addressOf(searchOrders(formOf({ q: " ", state: "" })))).href).toBe(
      "http://shop.test/admin/orders",
    );
  });

  it("is not read from an address that the shop did not make", () => {
    const hidden = hideWords(MAIL);
    const changed = `${hidden.slice(0, -2)}${hidden.endsWith("AA") ? "BB" : "AA"}`;
    for (const text of [MAIL, changed, "AAAA", "%%"]) expect([text, readWords(text)]).toEqual([text, null]);
    expect(readWords("")).toBe("");
  });
});
