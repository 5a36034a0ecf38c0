import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withRequiredTls } from "../../../domain/listening.ts";
import { sendAtOnce, sendMail } from "../../../server/mail/send-mail.ts";
import { openMailServer } from "../../support/mail-server.ts";
import { openTestShop, type TestShop } from "../../support/test-shop.ts";

let testShop: TestShop;
let mails: Awaited<ReturnType<typeof openMailServer>>;

beforeAll(async () => {
  mails = await openMailServer();
  testShop = await openTestShop({ SMTP_URL: mails.url });
});
afterAll(async () => {
  await testShop.close();
  mails.close();
});

async function queueMail(recipient: string): Promise<string> {
  const [mail] = await testShop.sql<{ id: string }>(
    `INSERT INTO mails (kind, recipient, subject, html, text)
     VALUES ('order_confirmation', $1, 'Subject', '<p>Text</p>', 'Text') RETURNING id`,
    [recipient],
  );
  return mail?.id ?? "";
}

describe("whom a mail goes to", () => {
  it.each([
    "friend@shop.test, stranger@evil.test",
    "friend@shop.test; stranger@evil.test",
    "Friends: friend@shop.test, stranger@evil.test;",
    '"friend@shop.test" <stranger@evil.test>',
    "friend@shop.test (stranger@evil.test)",
    "friend@shop.test\r\nRCPT TO:<stranger@evil.test>",
  ])("W13: the text %j is never read as another recipient", async (recipient) => {
    mails.recipients.length = 0;
    await sendMail(await queueMail(recipient)).catch(() => undefined);
    await sendAtOnce({ recipient, subject: "Subject", text: "Text" }).catch(() => undefined);
    expect(mails.recipients.filter((one) => /^<stranger@evil\.test>/.test(one))).toEqual([]);
    expect(mails.recipients.length).toBeLessThanOrEqual(2);
  });

  it("an ordinary one is told to the server as it is", async () => {
    mails.recipients.length = 0;
    await sendMail(await queueMail("jo@shopper.test"));
    expect(mails.recipients).toEqual(["<jo@shopper.test>"]);
  });
});

describe("H8: in clear text", () => {
  it("a mail leaves this machine only where the address asks for it", () => {
    expect(withRequiredTls("smtp://shop:p%40ss@mail.example:587")).toBe(
      "smtp://shop:p%40ss@mail.example:587?requireTLS=true",
    );
    for (const url of [
      "smtps://mail.example",
      "smtp://mail.example?requireTLS=false",
      "smtp://127.0.0.1:1025",
      "smtp://[::1]:1025",
    ])
      expect(withRequiredTls(url)).toBe(url);
  });
});
