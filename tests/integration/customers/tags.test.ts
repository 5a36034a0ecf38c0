import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GET } from "@/app/admin/(signed-in)/customers/export/route";
import { getCustomer } from "@/server/customers/get-customer";
import { listCustomers } from "@/server/customers/list-customers";
import { addTags, listTags, removeTags } from "@/server/customers/save-tags";
import { closeDb, pool } from "@/server/platform/db";
import { useDatabase, useEnvironment } from "../../support/database.ts";
import { openBrowser, signInAs } from "../accounts/admin-browser.ts";
import { seedOrders } from "../orders/admin-orders.ts";

beforeAll(async () => {
  useEnvironment();
  await useDatabase();
  openBrowser();
  await signInAs("owner");
  await seedOrders([{ email: "tia@shopper.test" }, { email: "tom@shopper.test" }]);
});
afterAll(closeDb);

const idOf = async (email: string): Promise<string> =>
  (await pool().query("SELECT id FROM customers WHERE email = $1", [email])).rows[0]?.id;
const tagsOf = async (id: string) => (await getCustomer(id))?.tags;

describe("tags on a customer", () => {
  it("are one in any case, are added by all who add at once, and are taken off one by one", async () => {
    const id = await idOf("tia@shopper.test");
    expect(await addTags(id, " VIP , Whole  Sale,vip\0,")).toEqual({
      kind: "saved",
      changed: ["vip", "whole sale"],
    });
    expect(await addTags(id, "vip")).toEqual({ kind: "saved", changed: [] });
    await Promise.all(["a", "b", "c", "d"].map((tag) => addTags(id, tag)));
    expect(await tagsOf(id)).toEqual(["a", "b", "c", "d", "vip", "whole sale"]);
    expect(await removeTags(id, "A,b,none")).toEqual({ kind: "saved", changed: ["a", "b"] });
    expect(await tagsOf(id)).toEqual(["c", "d", "vip", "whole sale"]);
    const { rows } = await pool().query(
      "SELECT count(*)::int AS count FROM audit_entries WHERE action = 'customer_tagged' AND object = $1",
      [`customer:${id}`],
    );
    expect(rows).toEqual([{ count: 6 }]);
  });

  it.each([
    [" , ,", "empty"],
    ["x".repeat(41), "too_long"],
    [Array.from({ length: 21 }, (_, made) => `t${made}`).join(), "too_many"],
  ])("are refused with a reason: %s", async (typed, kind) => {
    const id = await idOf("tom@shopper.test");
    expect(await addTags(id, typed)).toEqual({ kind });
    expect(await tagsOf(id)).toEqual([]);
    expect(await addTags("00000000-0000-7000-8000-000000000000", "vip")).toEqual({ kind: "unknown" });
  });

  it("choose the customers of the list and of its file", async () => {
    const emails = async (search: string, tag: string) =>
      (await listCustomers(search, tag)).rows.map(({ email }) => email);
    expect(await emails("", "vip")).toEqual(["tia@shopper.test"]);
    expect(await emails("tom", "vip")).toEqual([]);
    expect(await emails("", "VIP'; --")).toEqual([]);
    expect(await listTags()).toEqual(["c", "d", "vip", "whole sale"]);
    const file = async (tag: string) =>
      (
        await GET(new Request(`http://shop.test/admin/customers/export?${new URLSearchParams({ tag })}`))
      ).text();
    expect(await file("vip")).toContain("c, d, vip, whole sale");
    expect(await file("vip")).not.toContain("tom@shopper.test");
    expect(await file("none")).not.toContain("shopper.test");
  });
});
