import { afterAll, beforeAll, expect, it } from "vitest";
import { listGoingLive } from "@/server/monitoring/list-going-live";
import { getSettings } from "@/server/settings/get-settings";
import { saveSettings } from "@/server/settings/save-settings";
import { zoneOf } from "../../../domain/shipping/one-zone.ts";
import { openScenario, type Scenario } from "../../support/scenario.ts";

let s: Scenario;
beforeAll(async () => {
  s = await openScenario();
});
afterAll(() => s.testShop.close());

const reasonOf = async (name: string) => (await listGoingLive()).find((row) => row.name === name)?.reason;

it("a new shop has everything left to do, each with its reason", async () => {
  const rows = await listGoingLive();
  expect(rows.filter(({ isDone }) => isDone)).toEqual([]);
  expect(rows.map(({ reason }) => reason)).toEqual([
    ...[
      "shop_name",
      "seller_missing",
      "shipping_default",
      "pages_open",
      "domain_local",
      "mail_noServer",
      "admins_one",
    ],
    ...["keys_sandbox", "webhook_none", "testOrder_none", "backup_none"],
  ]);
});

it("what is done is seen: settings that are saved, an order that is paid, its event, a backup, people", async () => {
  const { version } = await getSettings("shop");
  await saveSettings("shop", { name: "Kettle & Son" }, version);
  expect(await reasonOf("shop")).toBe("shop_contact");
  await saveSettings("shop", { address: "1 Quay", email: "a@kettle.test" }, version + 1);
  expect(await reasonOf("shop")).toBe("shop_done");

  const missing = async () => (await listGoingLive()).find(({ name }) => name === "seller")?.missing;
  // Address and email are the shop's.
  expect(await missing()).toEqual(["legalName", "country", "phone"]);
  await saveSettings("seller", { legalName: "Kettle Ltd", country: "US", phone: "+1 5550100" }, 0);
  expect(await missing()).toEqual(["responsiblePerson"]);
  await saveSettings("seller", { responsiblePerson: "EU Rep GmbH\nBerlin\nrep@eu.test" }, 1);
  expect(await reasonOf("seller")).toBe("seller_done");

  await saveSettings(
    "shipping",
    { zones: [zoneOf([{ id: "post", name: "Post", amountMinor: 300n, days: [1, 2] }], ["IE"])] },
    0,
  );
  expect(await reasonOf("shipping")).toBe("shipping_done");

  await s.sell();
  await s.testShop.delivered();
  await s.shop.drainInbox();
  expect(await reasonOf("testOrder")).toBe("testOrder_done");
  expect(await reasonOf("webhook")).toBe("webhook_done");

  await s.testShop.sql("INSERT INTO audit_entries (actor, action) VALUES ('command', 'backup_made')");
  expect(await reasonOf("backup")).toBe("backup_done");

  await s.testShop.sql(
    `INSERT INTO admin_users (id, name, email, role, two_factor_enabled, created_at, updated_at)
     VALUES ('a', 'A', 'a@shop.test', 'owner', false, now(), now()), ('b', 'B', 'b@shop.test', 'viewer', false, now(), now())`,
  );
  expect(await reasonOf("admins")).toBe("admins_factor");
  await s.testShop.sql("UPDATE admin_users SET two_factor_enabled = true WHERE id = 'a'");
  expect(await reasonOf("admins")).toBe("admins_done");
});

it("an order of the other mode is no test of this one", async () => {
  await s.testShop.sql("UPDATE orders SET livemode = true");
  expect(await reasonOf("testOrder")).toBe("testOrder_none");
});
