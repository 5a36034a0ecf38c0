import { createHash } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { PageKind } from "../../../domain/content/page.ts";
import { listConsents } from "../../../server/content/consents/list-consents.ts";
import { makePage } from "../../../server/content/pages/make-page.ts";
import { savePage } from "../../../server/content/pages/save-page.ts";
import { sendOrderMail } from "../../../server/orders/mail/send-order-mail.ts";
import { db } from "../../../server/platform/db.ts";
import { browser } from "../../support/browser.ts";
import { openScenario, type Scenario } from "../../support/scenario.ts";
import { ADMIN } from "../../support/test-shop.ts";

let s: Scenario;
const pages = new Map<string, { id: string; version: number }>();

beforeAll(async () => {
  s = await openScenario();
});
afterAll(() => s.testShop.close());
beforeEach(async () => {
  browser.admin = ADMIN;
  await db().content.deleteMany();
  pages.clear();
});

/** Publishes a text, as a new page of its kind or as its next version. */
async function publish(kind: PageKind, title: string, body: string): Promise<void> {
  const text = { title, body, searchTitle: "", searchText: "" };
  const known = pages.get(kind);
  if (!known) {
    const made = await makePage(kind, text);
    if (made.kind !== "made") throw new Error(made.fault);
    await savePage(made.id, { base: 1, text, publish: "yes" });
    pages.set(kind, { id: made.id, version: 1 });
    return;
  }
  const saved = await savePage(known.id, { base: known.version, text, publish: "yes" });
  if (saved.kind !== "published") throw new Error(saved.kind);
  pages.set(kind, { ...known, version: saved.version });
}

const titles = async (orderId: string) => (await listConsents(orderId)).map(({ title }) => title);

describe("the policies that an order is placed under", () => {
  it("are kept as they were then, with the sentence that named them, whatever the merchant writes later", async () => {
    await publish("terms", "Terms", "We send within two days.");
    await publish("returns", "Withdrawal", "You have fourteen days.");
    await publish("shipping", "Shipping", "By post.");
    const { order } = await s.checkOut();
    await publish("terms", "Terms", "We send within a month.");
    const later = await s.checkOut();
    const [terms, withdrawal, ...more] = await listConsents(order.id);
    expect(more).toEqual([]);
    expect(terms).toMatchObject({ title: "Terms", locale: "en-IE" });
    expect(terms?.sentence).toBe("What applies to your order: Terms · Withdrawal");
    expect(terms?.bodyHtml).toContain("two days");
    expect(withdrawal?.bodyHtml).toContain("fourteen days");
    expect((await listConsents(later.order.id))[0]?.bodyHtml).toContain("a month");
    const shown = "terms\nen-IE\nTerms\nWe send within two days.";
    expect(terms?.hash).toBe(createHash("sha256").update(shown).digest("hex"));
  });

  it("are stored once each, and are changed and removed by no one", async () => {
    await publish("privacy", "Privacy", "We keep little.");
    const one = await s.checkOut();
    const other = await s.checkOut();
    const hash = (await listConsents(one.order.id))[0]?.hash;
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect((await listConsents(other.order.id))[0]?.hash).toBe(hash);
    const refused = /never changed or removed/;
    await expect(db().policyText.updateMany({ data: { body: "We keep all." } })).rejects.toThrow(refused);
    await expect(db().policyText.deleteMany()).rejects.toThrow(refused);
    await expect(
      db().policyText.create({ data: { hash: "0", kind: "terms", locale: "en", title: "T", body: "B" } }),
    ).rejects.toThrow(/policy_texts_hash/);
  });

  it("are none in a shop without such pages, and not those that are drafts", async () => {
    await makePage("terms", { title: "Draft", body: "Not yet.", searchTitle: "", searchText: "" });
    expect(await titles((await s.checkOut()).order.id)).toEqual([]);
  });

  it("come with the confirmation: terms and withdrawal notice as they were, and no more", async () => {
    await publish("terms", "Terms", "We send within two days.");
    await publish("returns", "Withdrawal", "You have fourteen days.\n\nModel form: I hereby withdraw.");
    await publish("privacy", "Privacy", "We keep little.");
    const { order } = await s.sell();
    await publish("terms", "Terms", "We send within a month.");
    await sendOrderMail({ orderId: order.id, kind: "order_confirmation" });
    const mail = await db().mail.findFirstOrThrow({ where: { orderId: order.id } });
    for (const part of [mail.text, mail.html]) {
      expect(part).toContain("We send within two days.");
      expect(part).toContain("Model form: I hereby withdraw.");
      expect(part).not.toContain("a month");
      expect(part).not.toContain("We keep little");
    }
  });
});
