import { describe, expect, it } from "vitest";
import { ORDER_MAILS } from "../../../domain/orders/mail.ts";
import { newsOf } from "../../../domain/orders/order-news.ts";

const told = { number: 1042, amount: "€84.19", refundHours: 72 };
const NEWS = ORDER_MAILS.filter((kind) => kind !== "order_confirmation");
const RETURNS = ["duplicate_payment", "late_payment", "no_stock"] as const;

describe("news of an order", () => {
  it.each(NEWS)("%s names the order in its subject and the amount somewhere", (kind) => {
    const news = newsOf(kind, told);
    const all = [news.subject, news.preview, news.title, ...news.sentences];
    expect(news.subject).toContain("rder 1042");
    expect(all.join(" ")).toContain("€84.19");
    for (const text of all) expect(text).toMatch(/^[A-Z].{10,}/);
  });

  it("has words of its own for each kind", () => {
    expect(new Set(NEWS.map((kind) => newsOf(kind, told).title)).size).toBe(NEWS.length);
  });

  it.each(RETURNS)("%s says what comes back, how, and when", (kind) => {
    const { subject, preview, sentences } = newsOf(kind, told);
    expect(subject).toContain("you get €84.19 back");
    expect(preview).toContain("€84.19");
    expect(sentences.join(" ")).toContain(
      "€84.19 goes back the way you paid. Banks take 5 to 10 working days to show it. You need not do anything.",
    );
  });

  it("tells whoever paid twice that the order goes on", () => {
    expect(newsOf("duplicate_payment", told).sentences[1]).toMatch(/paid and goes on/);
  });

  it("tells whoever's payment failed that nothing was charged", () => {
    const { preview, sentences } = newsOf("payment_failed", told);
    expect(preview).toContain("Nothing was charged");
    expect(sentences).toEqual([
      expect.stringMatching(/did not carry out the payment of €84.19 for order 1042.*nothing was charged/),
      expect.stringContaining("order again"),
    ]);
  });

  it.each([
    [72, "within 3 days"],
    [48, "within 2 days"],
    [24, "within 24 hours"],
    [30, "within 30 hours"],
    [1, "within an hour"],
  ])("says after how long the money goes back by itself: %i hours", (refundHours, words) => {
    const [, what] = newsOf("not_available", { ...told, refundHours }).sentences;
    expect(what).toContain(words);
    expect(what).toContain("by itself");
  });

  it("promises no time where nothing goes back by itself", () => {
    const [, what] = newsOf("not_available", { ...told, refundHours: 0 }).sentences;
    expect(what).not.toMatch(/within|by itself/);
    expect(what).toContain("all of your money goes back to you");
  });
});
