import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { MAIL_TRIES } from "../../../domain/mail/outbox.ts";
import { sendMail } from "../../../server/mail/send-mail.ts";
import { getOrder } from "../../../server/orders/admin/get-order.ts";
import {
  repeatMail,
  showShopperLink,
  undoReply,
  writeToShopper,
} from "../../../server/orders/mail/write-to-shopper.ts";
import { listWaiting } from "../../../server/today/list-waiting.ts";
import { browser } from "../../support/browser.ts";
import { openMailServer } from "../../support/mail-server.ts";
import { openScenario, type Scenario } from "../../support/scenario.ts";
import { ADMIN } from "../../support/test-shop.ts";

let s: Scenario;
let mails: Awaited<ReturnType<typeof openMailServer>>;

beforeAll(async () => {
  mails = await openMailServer();
  s = await openScenario({ SMTP_URL: mails.url, SHOP_ORIGIN: "https://bells.example" });
});
beforeEach(() => {
  browser.admin = ADMIN;
  mails.messages.length = 0;
});
afterAll(async () => {
  await s.testShop.close();
  mails.close();
});

const write = (orderId: string, text = "Knock twice.", requestId: string = randomUUID()) =>
  writeToShopper({ orderId, requestId, subject: "Your order", text });
const mailsOf = async (orderId: string) => (await getOrder(orderId))?.mails ?? [];
const jobsOf = (mailId: string) =>
  s.testShop.sql<{ waits: boolean }>(
    "SELECT start_after > created_on AS waits FROM pgboss.job WHERE name = 'send-mail' AND data->>'mailId' = $1",
    [mailId],
  );
const actionsOf = async (orderId: string) =>
  (
    await s.testShop.sql<{ action: string }>(
      "SELECT action FROM audit_entries WHERE object = $1 AND (action LIKE 'order_mail%' OR action LIKE 'order_link%') ORDER BY seq",
      [`order:${orderId}`],
    )
  ).map(({ action }) => action);

describe("a mail that an admin writes", () => {
  it("waits in the outbox, and leaves with its lines and the order's link", async () => {
    const { order } = await s.sell();
    expect(await write(order.id, "Knock twice.\r\nSide door.\r\n\r\n\r\n<b>Thanks</b>")).toBe("written");
    const [mail] = await mailsOf(order.id);
    expect(mail).toMatchObject({ subject: "Your order", state: "queued", writtenBy: "Ada" });
    expect(mail?.undoableUntil).toBeInstanceOf(Date);
    expect(await jobsOf(mail?.id ?? "")).toEqual([{ waits: true }]);
    await sendMail(mail?.id ?? "");
    expect(mails.recipients.at(-1)).toBe("<jo@shopper.test>");
    const [row] = await s.testShop.sql<{ html: string; text: string }>(
      "SELECT html, text FROM mails WHERE id = $1",
      [mail?.id],
    );
    expect(row?.text).toContain("Knock twice.\nSide door.\n\n<b>Thanks</b>\n\n");
    expect(row?.html).toContain("&lt;b&gt;Thanks&lt;/b&gt;");
    const link = (await showShopperLink(order.id)) ?? "";
    expect(link).toMatch(/^https:\/\/bells\.example\/orders\/[\w-]{22}$/);
    // The database keeps no link that opens an order.
    expect(row?.text).not.toContain(link);
    expect(mails.messages.at(-1)?.replaceAll("=\r\n", "")).toContain(link);
    expect(await actionsOf(order.id)).toEqual(["order_mail_written", "order_link_shown"]);
  });

  it("is one mail for a double click", async () => {
    const { order } = await s.sell();
    const requestId = randomUUID();
    const results = await Promise.all([1, 2, 3, 4].map(() => write(order.id, "Hello", requestId)));
    expect(results).toEqual(["written", "written", "written", "written"]);
    const [mail, ...more] = await mailsOf(order.id);
    expect(more).toEqual([]);
    expect(await jobsOf(mail?.id ?? "")).toHaveLength(1);
    expect(await actionsOf(order.id)).toEqual(["order_mail_written"]);
  });

  it("is taken back or sent, never both", async () => {
    const { order } = await s.sell();
    for (let round = 0; round < 12; round += 1) {
      mails.messages.length = 0;
      await write(order.id, `Round ${round}`);
      const mail = (await mailsOf(order.id)).at(-1);
      const [isUndone] = await Promise.all([undoReply(order.id, mail?.id ?? ""), sendMail(mail?.id ?? "")]);
      expect(mails.messages).toHaveLength(isUndone ? 0 : 1);
      expect((await mailsOf(order.id)).some(({ id }) => id === mail?.id)).toBe(!isUndone);
    }
  });

  it("is refused without words, with too many and where nobody can be written to", async () => {
    const { order } = await s.sell();
    expect(await write(order.id, " \n ")).toBe("empty");
    expect(await write(order.id, "a".repeat(5_001))).toBe("too_long");
    expect(await write((await s.checkOut()).order.id)).toBe("no_address");
    expect(await write(randomUUID())).toBe("no_address");
    expect(await mailsOf(order.id)).toEqual([]);
  });

  it("keeps a subject on one line: nothing of it becomes a header", async () => {
    const { order } = await s.sell();
    const subject = "Hello\r\nBcc: stranger@evil.test";
    await writeToShopper({ orderId: order.id, requestId: randomUUID(), subject, text: "a" });
    const [mail] = await mailsOf(order.id);
    await sendMail(mail?.id ?? "");
    expect(mails.messages.at(-1)).not.toMatch(/^Bcc:/m);
    expect(mails.recipients.at(-1)).toBe("<jo@shopper.test>");
  });
});

describe("a mail that is sent again", () => {
  it("is a copy of the one that was sent, once for each press", async () => {
    const { order } = await s.sell();
    await write(order.id);
    const [mail] = await mailsOf(order.id);
    const first = mail?.id ?? "";
    expect(await repeatMail(order.id, first, randomUUID())).toBe(false);
    await sendMail(first);
    const requestId = randomUUID();
    await Promise.all([1, 2, 3].map(() => repeatMail(order.id, first, requestId)));
    const all = await mailsOf(order.id);
    expect(all.map(({ subject }) => subject)).toEqual(["Your order", "Your order"]);
    expect(await jobsOf(all[1]?.id ?? "")).toHaveLength(1);
    expect(all[1]?.undoableUntil).toBeNull();
    const other = (await s.sell()).order;
    expect(await repeatMail(other.id, first, randomUUID())).toBe(false);
    // What was erased is not sent as an empty mail.
    await s.testShop.sql("UPDATE mails SET erased_at = now(), html = '', text = '' WHERE id = $1", [first]);
    expect(await repeatMail(order.id, first, randomUUID())).toBe(false);
    expect((await mailsOf(order.id))[0]?.erasedAt).toBeInstanceOf(Date);
  });

  it("counts as failed after its last try, which Today tells; then it is the same mail again", async () => {
    const { order } = await s.sell();
    await write(order.id);
    const [mail] = await mailsOf(order.id);
    const id = mail?.id ?? "";
    const before = (await listWaiting())?.failedMails ?? 0;
    await s.testShop.sql("UPDATE mails SET recipient = '' WHERE id = $1", [id]);
    for (let tries = 0; tries < MAIL_TRIES; tries += 1) {
      expect((await mailsOf(order.id))[0]?.state).toBe("queued");
      await expect(sendMail(id)).rejects.toThrow();
    }
    expect((await mailsOf(order.id))[0]).toMatchObject({ state: "failed", error: expect.any(String) });
    expect((await listWaiting())?.failedMails).toBe(before + 1);
    expect(await repeatMail(order.id, id, randomUUID())).toBe(true);
    expect(await repeatMail(order.id, id, randomUUID())).toBe(false);
    await s.testShop.sql("UPDATE mails SET recipient = 'jo@shopper.test' WHERE id = $1", [id]);
    await sendMail(id);
    expect(await mailsOf(order.id)).toMatchObject([{ id, state: "sent" }]);
  });
});
