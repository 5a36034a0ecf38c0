import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Role } from "../../../domain/accounts/roles.ts";
import type { OrderMailsChoice } from "../../../domain/mail/order-mails.ts";
import { chooseOrderMails, getOrderMails } from "../../../server/today/order-mails.ts";
import { tellAdmins } from "../../../server/today/tell-admins.ts";
import { browser } from "../../support/browser.ts";
import { openScenario, type Scenario } from "../../support/scenario.ts";

let s: Scenario;
beforeAll(async () => {
  s = await openScenario({ SHOP_TIME_ZONE: "UTC" });
});
afterEach(() => vi.useRealTimers());
beforeEach(() => s.testShop.sql("UPDATE admin_users SET order_mails = 'none'"));
afterAll(() => s.testShop.close());

/** A person of the shop, who has chosen by the form's own function. */
async function person(choice: OrderMailsChoice, role: Role = "owner"): Promise<string> {
  const id = randomUUID();
  const email = `${id}@shop.test`;
  await s.testShop.sql("INSERT INTO admin_users (id, name, email, role) VALUES ($1, 'Kim', $2, $3)", [
    id,
    email,
    role,
  ]);
  browser.admin = { id, name: "Kim", email, role };
  await chooseOrderMails(choice);
  expect(await getOrderMails()).toBe(choice);
  return email;
}

const mailsTo = (email: string) =>
  s.testShop.sql<{ subject: string; text: string; html: string; jobs: number }>(
    `SELECT subject, text, html,
            (SELECT count(*)::int FROM pgboss.job j WHERE j.name = 'send-mail' AND j.data->>'mailId' = m.id::text) AS jobs
       FROM mails m WHERE recipient = $1 ORDER BY created_at`,
    [email],
  );

describe("a person who wants to hear of each order", () => {
  it("hears once of each that is paid since, and nothing of who ordered", async () => {
    const { order: before } = await s.sell();
    const email = await person("each");
    const { order } = await s.sell({ quantity: 2 });
    const { order: unpaid } = await s.checkOut();
    await Promise.all([tellAdmins(), tellAdmins(), tellAdmins()]);
    await tellAdmins();
    const mails = await mailsTo(email);
    expect(mails.map(({ subject }) => subject)).toEqual([`New order ${order.number}: €53.00`]);
    const [mail] = mails;
    expect(mail?.jobs).toBe(1);
    expect(mail?.text).toMatch(/2 × /);
    expect(mail?.text).toContain("To Ireland");
    expect(mail?.text).toContain(`/admin/orders/${order.id}`);
    for (const hidden of ["Jo Shopper", "jo@shopper.test", "Quay Street"]) {
      expect(mail?.text).not.toContain(hidden);
      expect(mail?.html).not.toContain(hidden);
    }
    expect(mail?.subject).not.toContain(String(before.number));
    expect(mail?.subject).not.toContain(String(unpaid.number));
  });

  it("sees no amount where the role sees none, and nothing once disabled", async () => {
    const packer = await person("each", "fulfillment");
    const { order } = await s.sell();
    await tellAdmins();
    const [mail] = await mailsTo(packer);
    expect(mail?.subject).toBe(`New order ${order.number}`);
    expect(mail?.text).not.toContain("€");
    await s.testShop.sql("UPDATE admin_users SET disabled_at = now() WHERE email = $1", [packer]);
    await s.sell();
    await tellAdmins();
    expect(await mailsTo(packer)).toHaveLength(1);
  });
});

describe("a person who wants one mail a day", () => {
  it("hears of the day before at seven, once, and nothing of a day without orders", async () => {
    const email = await person("daily");
    const { order } = await s.sell();
    const [{ day } = { day: "" }] = await s.testShop.sql<{ day: string }>(
      "SELECT to_char(paid_at, 'YYYY-MM-DD') AS day FROM orders WHERE id = $1",
      [order.id],
    );
    const [{ count } = { count: 0 }] = await s.testShop.sql<{ count: number }>(
      "SELECT count(*)::int AS count FROM orders WHERE to_char(paid_at, 'YYYY-MM-DD') = $1",
      [day],
    );
    const at = async (days: number, time: string) => {
      vi.useFakeTimers({ toFake: ["Date"], now: Date.parse(`${day}T${time}Z`) + days * 86_400_000 });
      await Promise.all([tellAdmins(), tellAdmins()]);
    };
    await at(0, "23:59:00");
    await at(1, "06:59:00");
    expect(await mailsTo(email)).toEqual([]);
    await at(1, "07:00:00");
    await at(1, "15:00:00");
    await at(2, "09:00:00");
    const mails = await mailsTo(email);
    expect(mails).toHaveLength(1);
    expect(mails[0]?.subject).toMatch(new RegExp(`^${count} orders? on `));
    expect(mails[0]?.text).toContain(`${order.number}: €29.00, 1 item`);
    expect(mails[0]?.text).toContain("Together €");
  });
});
