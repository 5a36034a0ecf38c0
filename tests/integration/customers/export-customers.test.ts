import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GET } from "@/app/admin/(signed-in)/customers/export/route";
import { closeDb, pool } from "@/server/platform/db";
import { hideWords } from "@/server/platform/requests/hidden-words";
import { ROLES, type Role } from "../../../domain/accounts/roles.ts";
import { useDatabase, useEnvironment } from "../../support/database.ts";
import { openBrowser, signInAs } from "../accounts/admin-browser.ts";
import { seedOrders } from "../orders/admin-orders.ts";

beforeAll(async () => {
  useEnvironment();
  await useDatabase();
  await be("owner");
});
afterAll(closeDb);

async function be(role: Role): Promise<void> {
  openBrowser();
  await signInAs(role);
}

const ask = (q = "") =>
  GET(new Request(`http://shop.test/admin/customers/export?${new URLSearchParams({ q })}`));

async function exported(words: string): Promise<Record<string, string>[]> {
  return parse(await (await ask(hideWords(words))).text(), { bom: true, columns: true });
}

describe("14.6: the export of customers", () => {
  it("has a line each as the list shows them, with what each paid in each currency", async () => {
    const [, , foreign] = await seedOrders([
      { email: "Ann@shopper.test", customerName: "Ann Byron", placedAt: new Date("2026-01-02T10:00:00Z") },
      { email: "ann@shopper.test", customerName: "+Ann", placedAt: new Date("2026-01-03T10:00:00Z") },
      { email: "bea@shopper.test", customerName: "Bea", placedAt: new Date("2026-01-04T10:00:00Z") },
      { email: "bea@shopper.test", customerName: "Bea", placedAt: new Date("2026-01-04T10:00:00Z") },
      { email: "cleo@other.test", paymentState: "expired", capturedMinor: 0 },
    ]);
    await pool().query("UPDATE orders SET currency = 'usd' WHERE id = $1", [foreign?.id]);
    await pool().query("UPDATE customers SET note = '=1+1' WHERE email = 'ann@shopper.test'");
    expect(await exported("ann@shopper")).toEqual([
      {
        Email: "ann@shopper.test",
        Customer: "'+Ann",
        Country: "",
        "Last order at": expect.stringMatching(/^2026-01-03T10:00:00/),
        "Paid orders": "2",
        Currency: "EUR",
        Kept: "122.00",
        Tags: "",
        Note: "'=1+1",
      },
    ]);
    const bea = await exported("bea");
    expect(bea.map(({ Currency, Kept }) => `${Currency} ${Kept}`).toSorted()).toEqual([
      "EUR 61.00",
      "USD 61.00",
    ]);
    expect(await exported("cleo")).toMatchObject([{ "Paid orders": "0", Currency: "", Kept: "" }]);
    expect(await exported("nobody-of-this-name")).toEqual([]);
  });

  it("has each customer once, also where one orders meanwhile", async () => {
    await pool().query(
      `INSERT INTO customers (email, last_order_at)
       SELECT 'many-' || i || '@pages.test', now() FROM generate_series(1, 1200) i`,
    );
    const reader = (await ask(hideWords("pages.test"))).body?.getReader();
    const decoder = new TextDecoder();
    let text = "";
    for (;;) {
      const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
      if (done) break;
      text += decoder.decode(value, { stream: true });
      await pool().query(
        "UPDATE customers SET last_order_at = now() WHERE email LIKE '%pages.test' AND random() < 0.5",
      );
    }
    const mails = parse<{ Email: string }>(text, { bom: true, columns: true }).map(({ Email }) => Email);
    expect(mails).toHaveLength(1_200);
    expect(new Set(mails).size).toBe(1_200);
  });

  it("asks who it is after ten minutes, and is audited without what was searched for", async () => {
    await exported("ann");
    const { rows } = await pool().query(
      "SELECT after FROM audit_entries WHERE action = 'customers_exported' ORDER BY seq DESC LIMIT 1",
    );
    expect(rows).toEqual([{ after: { isSearch: true, isTag: false } }]);
    await pool().query("UPDATE admin_sessions SET confirmed_at = now() - interval '11 minutes'");
    await expect(ask()).rejects.toMatchObject({ digest: expect.stringContaining("/admin/confirm?next=") });
  });

  it.each(ROLES)("is only for an owner: %s", async (role) => {
    await be(role);
    const answer = await ask().catch((error: Error) => error);
    if (role === "owner") await (answer as Response).body?.cancel();
    else expect(answer).toMatchObject({ name: "NotAllowedError" });
  });
});
