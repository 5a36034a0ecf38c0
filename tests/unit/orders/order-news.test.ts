import { readFileSync } from "node:fs";
import { render, toPlainText } from "@react-email/render";
import { describe, expect, it } from "vitest";
import {
  isNews,
  isParcelMail,
  isReturnMail,
  type NewsKind,
  ORDER_MAILS,
  type OrderConfirmation,
} from "../../../domain/orders/mail.ts";
import { PSEUDO_LOCALE } from "../../../messages/pseudo.ts";
import { renderConfirmation, renderNews } from "../../../server/mail/render-order-mail.ts";
import { renderParcelMail } from "../../../server/mail/render-parcel-mail.ts";
import { renderReturnMail, renderWithdrawalLink } from "../../../server/mail/render-return-mail.ts";

const order: OrderConfirmation = {
  shopName: "Homeward",
  number: 1042,
  orderUrl: "https://shop.example/orders/abc",
  lines: [{ title: "Hand bell", quantity: 2, total: "€64.00" }],
  subtotal: "€64.00",
  adjustments: [{ kind: "shipping", label: "Express", amount: "€20.19" }],
  taxes: [],
  total: "€84.19",
  promise: null,
  address: ["Jo Shopper", "1 Quay Street"],
  isFree: false,
};
const NEWS = ORDER_MAILS.filter(isNews);
const RETURNS = ORDER_MAILS.filter(isReturnMail);
const ASKED = {
  lines: [{ title: "Hand bell", quantity: 1 }],
  at: "MOMENT",
  due: "DUE",
  note: "NOTE",
  refusal: null,
  isUnsent: false,
  customerName: "Jo Shopper",
  email: "jo@shopper.test",
};
const PARCELS = ORDER_MAILS.filter(isParcelMail);
const PARCEL = {
  lines: [{ title: "Hand bell", quantity: 2 }],
  carrier: "DHL",
  numbers: [{ number: "3318810025", link: "https://dhl.example/3318810025" }],
};
const REFUNDS = ["duplicate_payment", "late_payment", "no_stock"] as const;

const CONTEXT = {
  amount: "€31.00",
  refunded: { soFar: "€41.00", isAll: false },
  method: "Visa 4242",
  refundHours: 72,
};

/** A mail's subject, and its text on one line. */
async function readNews(kind: NewsKind, refundHours = 72, locale = "en-IE") {
  const { subject, body } = renderNews(kind, order, { ...CONTEXT, refundHours }, locale);
  const html = await render(body);
  return { subject, html, text: toPlainText(html, { wordwrap: false }).replaceAll(/\s+/g, " ") };
}

describe("news of an order", () => {
  it.each(NEWS)("%s names the order in its subject and the amount in its text", async (kind) => {
    const { subject, text } = await readNews(kind);
    expect(subject).toMatch(/rder 1042.* – Homeward$/);
    // What costs nothing names no amount.
    if (kind !== "confirm_free_order") expect(text).toContain("€31.00");
  });

  it("has words of its own for each kind", async () => {
    const subjects = await Promise.all(NEWS.map(async (kind) => (await readNews(kind)).subject));
    expect(new Set(subjects).size).toBe(NEWS.length);
  });

  it.each(REFUNDS)("%s says how much is refunded, how, and when", async (kind) => {
    const { subject, html, text } = await readNews(kind);
    expect(subject).toContain("refunding €31.00");
    expect(html).toMatch(/data-skip-in-text[^>]*>[^<]*€31\.00/);
    expect(text).toMatch(
      /€31\.00 to your original payment method\. Banks take 5 to 10 working days to show it\. There is nothing you need to do\./,
    );
  });

  it("M5: of a refund by hand says how much went back, to what, when, and how much it is by now", async () => {
    const { subject, text } = await readNews("refunded");
    expect(subject).toBe("Order 1042: we have refunded €31.00 – Homeward");
    expect(text).toContain(
      "We have refunded €31.00 of order 1042 to Visa 4242. Banks take 5 to 10 working days",
    );
    expect(text).toContain("So far €41.00 of the €84.19 you paid is refunded.");
    const { body } = renderNews(
      "refunded",
      order,
      { ...CONTEXT, refunded: { soFar: "€84.19", isAll: true } },
      "en-IE",
    );
    expect(await render(body)).toContain("That is everything you paid for this order.");
  });

  it("tells a shopper who paid twice that the order goes ahead", async () => {
    expect((await readNews("duplicate_payment")).text).toMatch(/is paid and goes ahead/);
  });

  it("tells a shopper whose payment failed that nothing was charged", async () => {
    const { html, text } = await readNews("payment_failed");
    expect(html).toMatch(/data-skip-in-text[^>]*>[^<]*Nothing was charged/);
    expect(text).toMatch(
      /did not carry out the payment of €31.00 for order 1042.*nothing was charged.*order again/,
    );
  });

  it.each([
    [72, "within 3 days"],
    [48, "within 2 days"],
    [24, "within 24 hours"],
    [30, "within 30 hours"],
    [1, "within an hour"],
  ])("says after how long the money is refunded automatically: %i hours", async (refundHours, words) => {
    const { text } = await readNews("not_available", refundHours);
    expect(text).toContain(words);
    expect(text).toContain("refund the full amount automatically");
  });

  it("promises no time where nothing is refunded automatically", async () => {
    const { text } = await readNews("not_available", 0);
    expect(text).not.toMatch(/within|automatically/);
    expect(text).toContain("we refund the full amount");
  });
});

describe("the receipt of a withdrawal", () => {
  it("says when it came, what was sent, who sent it, and what happens to goods and money", async () => {
    const { subject, text, body } = renderReturnMail("withdrawal_receipt", order, ASKED, "en-IE");
    expect(subject).toBe("Order 1042: we have received your withdrawal – Homeward");
    const html = toPlainText(await render(body), { wordwrap: false });
    for (const words of ["on MOMENT", "1 × Hand bell", "Jo Shopper", "jo@shopper.test", "NOTE", "by DUE"]) {
      expect(text).toContain(words);
      expect(html).toContain(words);
    }
    expect(text).toContain("Please send the items back within 14 days");
    const unsent = renderReturnMail("withdrawal_receipt", order, { ...ASKED, isUnsent: true }, "en-IE").text;
    expect(unsent).toContain("there is nothing you need to send back");
    expect(unsent).not.toContain("until they are back");
  });

  it("is not what a later request gets, which promises no money", () => {
    const { text } = renderReturnMail("return_receipt", order, ASKED, "en-IE");
    expect(text).not.toMatch(/withdr|refund/i);
  });
});

describe("a mail", () => {
  it.each([
    ["en-IE", "ltr"],
    ["ar-EG", "rtl"],
  ])("is written in the shop's language and direction: %s", async (locale, direction) => {
    const html = await render(renderConfirmation(order, locale).body);
    expect(html).toMatch(new RegExp(`<html(?=[^>]* lang="${locale}")(?=[^>]* dir="${direction}")`));
  });

  it("says nothing but messages and data", async () => {
    const mails = [
      renderConfirmation(order, PSEUDO_LOCALE),
      renderConfirmation({ ...order, isFree: true, address: null, adjustments: [] }, PSEUDO_LOCALE),
      ...NEWS.map((kind) => renderNews(kind, order, CONTEXT, PSEUDO_LOCALE)),
      ...PARCELS.map((kind) => renderParcelMail(kind, order, PARCEL, PSEUDO_LOCALE)),
      ...RETURNS.map((kind) => renderReturnMail(kind, order, ASKED, PSEUDO_LOCALE)),
      renderReturnMail("withdrawal_receipt", order, { ...ASKED, isUnsent: true }, PSEUDO_LOCALE),
      renderWithdrawalLink(order, PSEUDO_LOCALE),
    ];
    const data = [
      `${order.orderUrl}/return`,
      "Homeward",
      "Hand bell",
      "Jo Shopper",
      "1 Quay Street",
      "Express",
      "Visa 4242",
      order.orderUrl,
      "DHL",
      ...["MOMENT", "DUE", "NOTE", "jo@shopper.test"],
      PARCEL.numbers[0]?.link ?? "",
    ];
    for (const { subject, body, text: plain } of mails) {
      const text = `${subject}\n${plain}\n${toPlainText(await render(body), { wordwrap: false })}`;
      const rest = data.reduce((left, known) => left.replaceAll(known, ""), text);
      expect(rest).not.toMatch(/[A-Za-z]/);
    }
  });

  it("D26: has a button, the same link underlined, the shop's colours, and a dark scheme", async () => {
    const html = await render(renderConfirmation(order, "en-IE").body);
    const links = [...html.matchAll(/<a [^>]*>/g)].map(([tag]) => tag);
    expect(links.map((tag) => /href="([^"]*)"/.exec(tag)?.[1])).toEqual([order.orderUrl, order.orderUrl]);
    expect(links[0]).toMatch(/background-color:#1d4a38/);
    expect(links[1]).toMatch(/text-decoration(-line)?:underline/);
    expect(html).toMatch(/<meta[^>]* content="light dark"/);
    expect(html).toContain("@media (prefers-color-scheme: dark)");
    const css = readFileSync("app/globals.css", "utf8");
    const own = new Set(css.match(/#[0-9a-f]{6}/g));
    const used = html.match(/(?<=color:\s?)#[0-9a-f]{6}/g) ?? [];
    expect(used.length).toBeGreaterThan(10);
    expect([...new Set(used)].filter((color) => !own.has(color))).toEqual([]);
  });

  it("D26: is plain text with each line of the order, and its amount, on one line", () => {
    const { text } = renderConfirmation(order, "en-IE");
    expect(text.split("\n")).toEqual([
      "Homeward",
      "",
      "Thank you. Order 1042 is paid.",
      "",
      "We are packing it now and will ship it to you. You can see its progress at any time:",
      "",
      "See your order:",
      "https://shop.example/orders/abc",
      "",
      "2 × Hand bell … €64.00",
      "",
      "Subtotal … €64.00",
      "Shipping (Express) … €20.19",
      "Total … €84.19",
      "",
      "Ship to",
      "Jo Shopper",
      "1 Quay Street",
      "",
      "Keep this email: anyone with the link above can see this order.",
      "",
    ]);
  });

  it("M21: has no amount alone on a line of its plain text, whatever it tells", () => {
    const texts = [
      renderConfirmation(order, "en-IE").text,
      renderConfirmation({ ...order, isFree: true }, "en-IE").text,
      ...NEWS.map((kind) => renderNews(kind, order, CONTEXT, "en-IE").text),
    ];
    for (const text of texts) {
      expect(text).toMatch(/^Total … €84.19$/m);
      expect(text).not.toMatch(/^\s*[€\d.,:×]+\s*$/m);
      // A label is followed by its value.
      expect(text).not.toMatch(/(?::|Ship to)\n\n(?!See your order)/);
    }
  });

  it.each(PARCELS)(
    "%s says what is in the parcel and where to follow it, in plain text as in HTML",
    async (kind) => {
      const { subject, body, text } = renderParcelMail(kind, order, PARCEL, "en-IE");
      expect(subject).toMatch(/rder 1042.* – Homeward$/);
      expect(text).toContain("DHL: 3318810025\nhttps://dhl.example/3318810025");
      expect(text).toContain("In this parcel\n2 × Hand bell");
      expect(text).not.toContain("€");
      const html = await render(body);
      expect(html).toContain('href="https://dhl.example/3318810025"');
      const squeeze = (words: string) =>
        words.replaceAll(/[\s…]|-{9,}|https[^\s\]]+|[[\]]|See your order:?/g, "").toLowerCase();
      expect(squeeze(text)).toBe(squeeze(toPlainText(html, { wordwrap: false })));
      const bare = renderParcelMail(
        kind,
        { ...order, address: null },
        { ...PARCEL, carrier: null, numbers: [] },
        "en-IE",
      );
      expect(bare.text).not.toMatch(/Follow|Ship to/);
    },
  );

  it.each(NEWS)("D26: of %s says in plain text what its HTML says", async (kind) => {
    const { body, text } = renderNews(kind, order, CONTEXT, "en-IE");
    const squeeze = (words: string) =>
      words.replaceAll(/[\s…]|-{9,}|https\S+|See your order:?/g, "").toLowerCase();
    const html = toPlainText(await render(body), { wordwrap: false });
    expect(squeeze(text)).toBe(squeeze(html));
  });
});
