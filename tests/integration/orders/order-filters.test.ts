import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listOrderCountries } from "@/server/orders/admin/list-order-countries";
import { listOrders, type OrderQuery } from "@/server/orders/admin/list-orders";
import { closeDb, pool } from "@/server/platform/db";
import { useDatabase, useEnvironment } from "../../support/database.ts";
import { signInAs } from "../accounts/admin-browser.ts";
import { seedOrders } from "./admin-orders.ts";

type Name = "ie" | "de" | "atNight" | "nowhere";
const numbers = {} as Record<Name, number>;

beforeAll(async () => {
  useEnvironment({ SHOP_TIME_ZONE: "America/New_York" });
  await useDatabase();
  await signInAs("viewer");
  const made = await seedOrders([
    { placedAt: new Date("2026-11-01T12:00:00Z"), customerName: "Ann" },
    { placedAt: new Date("2026-11-02T12:00:00Z"), paymentState: "refunded" },
    // The evening of the second day in New York.
    { placedAt: new Date("2026-11-03T03:00:00Z"), customerName: "Ann" },
    { placedAt: new Date("2026-11-05T12:00:00Z"), paymentState: "expired" },
  ]);
  const set = async (index: number, name: Name, country: string | null, totalMinor: number) => {
    const order = made[index];
    numbers[name] = order?.number ?? 0;
    await pool().query(
      "UPDATE orders SET shipping_address = $2, total_minor = $3, subtotal_minor = $3 WHERE id = $1",
      [order?.id, country ? { country } : null, totalMinor],
    );
  };
  await set(0, "ie", "IE", 1_000);
  await set(1, "de", "DE", 2_000);
  await set(2, "atNight", "IE", 3_000);
  await set(3, "nowhere", null, 4_000);
});
afterAll(closeDb);

async function found(query: OrderQuery): Promise<Name[]> {
  const page = await listOrders(query);
  if (page.kind !== "page") throw new Error("too broad");
  const names = Object.entries(numbers) as [Name, number][];
  return page.rows.flatMap(({ number }) => names.find(([, each]) => each === number)?.[0] ?? []);
}

describe("14.3: the list of orders is narrowed", () => {
  it.each<[string, OrderQuery, Name[]]>([
    [
      "to days of the shop's zone, both included",
      { since: "2026-11-02", until: "2026-11-02" },
      ["atNight", "de"],
    ],
    ["from a day on", { since: "2026-11-03" }, ["nowhere"]],
    ["to a country", { country: "IE" }, ["atNight", "ie"]],
    ["to amounts, both included", { minMinor: 2_000n, maxMinor: 3_000n }, ["atNight", "de"]],
    [
      "to all of it together with a state and words",
      { country: "IE", state: "paid", search: "ann", minMinor: 1_001n },
      ["atNight"],
    ],
    ["to nothing where nothing is", { country: "FR" }, []],
  ])("%s", async (_, query, names) => {
    expect(await found(query)).toEqual(names);
  });

  it("by countries that orders go to, each once", async () => {
    expect(await listOrderCountries()).toEqual(["DE", "IE"]);
  });
});
