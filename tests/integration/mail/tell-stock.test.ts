import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest";
import { changeStock } from "../../../server/stock/change-stock.ts";
import { saveLowAt } from "../../../server/stock/save-low-at.ts";
import { chooseStockMails, getStockMails, tellStock } from "../../../server/today/tell-stock.ts";
import { browser } from "../../support/browser.ts";
import { openScenario, type Scenario } from "../../support/scenario.ts";
import { ADMIN, makeVariant } from "../../support/test-shop.ts";

let s: Scenario;
beforeAll(async () => {
  s = await openScenario({ SHOP_TIME_ZONE: "UTC" });
});
afterEach(() => vi.useRealTimers());
afterAll(() => s.testShop.close());

async function person(): Promise<string> {
  const id = randomUUID();
  const email = `${id}@shop.test`;
  await s.testShop.sql("INSERT INTO admin_users (id, name, email, role) VALUES ($1, 'Kim', $2, 'owner')", [
    id,
    email,
  ]);
  browser.admin = { id, name: "Kim", email, role: "owner" };
  expect(await getStockMails()).toBe(false);
  await chooseStockMails(true);
  expect(await getStockMails()).toBe(true);
  browser.admin = ADMIN;
  return email;
}

const mailsTo = (email: string) =>
  s.testShop.sql<{ subject: string; text: string }>(
    "SELECT subject, text FROM mails WHERE recipient = $1 ORDER BY created_at",
    [email],
  );
const at = async (day: number, time: string) => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.parse(`2027-03-0${day}T${time}Z`) });
  await Promise.all([tellStock(), tellStock(), tellStock()]);
};
const named = async (title: string, onHand: number) => {
  const variant = await makeVariant(s.testShop, { onHand });
  await s.testShop.sql(
    "UPDATE products SET title = $2 WHERE id = (SELECT product_id FROM variants WHERE id = $1)",
    [variant, title],
  );
  return variant;
};
const count = (variantId: string, units: number) =>
  changeStock({ variantId, requestId: randomUUID(), kind: "count", units });

it("what became low or sold out is told once a day at seven, and once until it is neither", async () => {
  const [bowl, lamp, vase, stool, plenty] = [
    await named("Bowl", 10),
    await named("Lamp", 10),
    await named("Vase", 1),
    await named("Stool", 50),
    await named("Plenty", 4),
  ];
  const email = await person();
  await at(1, "08:00:00");
  expect(await mailsTo(email)).toEqual([]);

  await count(bowl, 3);
  await count(lamp, 0);
  // There was only ever one of it; and 40 of these are low by their own number.
  await count(vase, 0);
  await saveLowAt(stool, 60);
  await saveLowAt(plenty, 0);
  await at(1, "09:00:00");
  await at(2, "06:59:00");
  expect(await mailsTo(email)).toEqual([]);
  await at(2, "07:00:00");
  await at(2, "19:00:00");
  await at(3, "07:00:00");
  const [mail, ...others] = await mailsTo(email);
  expect(others).toEqual([]);
  expect(mail?.subject).toBe("2 low, 1 sold out");
  expect(mail?.text).toContain("Lamp: sold out\nBowl: 3 units left\nStool: 50 units left");
  expect(mail?.text).not.toMatch(/Vase|Plenty/);
  expect(mail?.text).toContain("/admin/stock/low");

  // Low and then sold out is news; sold out and then one more is none; enough in between makes it news again.
  await count(bowl, 0);
  await count(lamp, 1);
  await count(stool, 61);
  await at(4, "07:00:00");
  await count(stool, 60);
  await at(5, "07:00:00");
  expect((await mailsTo(email)).map(({ subject }) => subject)).toEqual([
    "2 low, 1 sold out",
    "1 sold out",
    "1 low",
  ]);
});
