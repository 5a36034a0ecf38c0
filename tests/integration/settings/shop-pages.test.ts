import { readFileSync, rmSync } from "node:fs";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { getPage } from "@/server/content/pages/get-page";
import { listPages } from "@/server/content/pages/list-pages";
import { makePage } from "@/server/content/pages/make-page";
import { savePage } from "@/server/content/pages/save-page";
import { previewMail, sendTestMail } from "@/server/orders/mail/preview-mail";
import { getNextOrderNumber, startOrderNumbers } from "@/server/orders/numbers/start-order-numbers";
import { settings } from "@/server/platform/settings/settings";
import { getSettings } from "@/server/settings/get-settings";
import { MAX_PICTURE_BYTES, savePicture } from "@/server/settings/save-picture";
import { saveSettings } from "@/server/settings/save-settings";
import { openMailServer } from "../../support/mail-server.ts";
import { openScenario, type Scenario } from "../../support/scenario.ts";
import { makeTemporaryFolder } from "../../support/temporary-folder.ts";

let s: Scenario;
let mailServer: Awaited<ReturnType<typeof openMailServer>>;
const folder = makeTemporaryFolder("settings");

beforeAll(async () => {
  mailServer = await openMailServer();
  s = await openScenario({ SMTP_URL: mailServer.url, MEDIA_DIR: folder });
});
afterAll(async () => {
  await s.testShop.close();
  mailServer.close();
  rmSync(folder, { recursive: true, force: true });
});

const seen = async (subject: "shop" | "emails") => (await getSettings(subject)).version;

describe("order numbers", () => {
  it("begin where the page says before there is an order", async () => {
    const next = await getNextOrderNumber();
    expect((await s.checkOut()).order.number).toBe(next);
  });

  it("go on from a higher number, and never from one that an order may have", async () => {
    const { order } = await s.checkOut();
    expect(await startOrderNumbers(order.number)).toBe("low");
    expect(await startOrderNumbers(order.number + 1)).toBe("low");
    expect(await startOrderNumbers(20_000)).toBe("saved");
    expect(await startOrderNumbers(19_000)).toBe("low");
    expect(await startOrderNumbers(900_000_000)).toBe("high");
    expect((await s.checkOut()).order.number).toBe(20_000);
  });

  it("are given once each while they are moved, and two who move them do not add up", async () => {
    const next = await getNextOrderNumber();
    const [orders] = await Promise.all([
      Promise.all(Array.from({ length: 8 }, () => s.checkOut())),
      startOrderNumbers(next + 5_000),
      startOrderNumbers(next + 5_000),
    ]);
    const numbers = orders.map(({ order }) => order.number);
    expect(new Set(numbers).size).toBe(numbers.length);
    const last = await getNextOrderNumber();
    expect(last).toBeGreaterThanOrEqual(next + 5_000);
    expect(last).toBeLessThan(next + 5_100);
  });
});

describe("the logo", () => {
  it("is a picture of the shop's own, and goes when it is removed", async () => {
    const png = await sharp({ create: { width: 800, height: 200, channels: 4, background: "#0000" } })
      .png()
      .toBuffer();
    expect(await savePicture("logo", png, await seen("shop"))).toEqual({ kind: "saved" });
    const { logo } = settings("shop");
    expect(logo).toMatchObject({ width: 480, height: 120 });
    const file = readFileSync(`${folder}${logo?.path.replace("/media", "")}`);
    expect((await sharp(file).metadata()).hasAlpha).toBe(true);
    await savePicture("logo", null, await seen("shop"));
    expect(settings("shop").logo).toBeNull();
  });

  it.each([
    ["an SVG", Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), "no_picture"],
    ["no picture", Buffer.from("hello"), "no_picture"],
    ["nothing", Buffer.alloc(0), "no_picture"],
    ["too large a file", Buffer.alloc(MAX_PICTURE_BYTES + 1), "large"],
  ])("is not %s", async (_what, content, kind) => {
    const before = settings("shop");
    expect(await savePicture("logo", content, await seen("shop"))).toEqual({ kind });
    expect(settings("shop")).toEqual(before);
  });
});

describe("the seller", () => {
  const IMPRINT = { title: "Imprint", body: "## Us\n\n{{seller}}\n", searchTitle: "", searchText: "" };
  const unfilled = async () => (await listPages()).find(({ title }) => title === "Imprint")?.unfilled;

  it("is on the imprint as it is now, also where the page was published before; what is missing is marked", async () => {
    const made = await makePage("imprint", IMPRINT, "imprint");
    if (made.kind !== "made") throw new Error(made.kind);
    const shown = async () => JSON.stringify(await getPage("imprint"));
    await savePage(made.id, { base: 1, text: IMPRINT, publish: "unfilled" });
    expect(await shown()).toContain("<mark>Legal name, under Settings, Seller</mark>");
    expect(await unfilled()).toBeGreaterThan(2);
    const seller = {
      ...{ legalName: "Kettle *&* <b>Son</b> Ltd", address: "1 Quay\nGalway", country: "IE" },
      ...{ email: "k@kettle.test", phone: "+353 1", register: "CRO", registerNumber: "123456" },
      ...{ vatId: "IE6388047V", registrations: "LUCID: DE1\nWEEE: 2" },
    };
    await saveSettings("seller", seller, 0);
    const lines = ["Kettle *&amp;* &lt;b&gt;Son&lt;/b&gt; Ltd", "1 Quay", "Galway", "Ireland"];
    expect(await shown()).toContain(lines.join("<br />"));
    for (const line of ["CRO: 123456", "VAT number: IE6388047V", "LUCID: DE1", "WEEE: 2"])
      expect(await shown()).toContain(line);
    expect(await unfilled()).toBe(0);
  });

  it("stands below every email to a shopper", async () => {
    expect(await previewMail("order_confirmation")).toBeNull();
    await s.sell();
    const sample = await previewMail("order_confirmation");
    expect(sample?.text).toContain("Kettle *&* <b>Son</b> Ltd, 1 Quay, Galway, Ireland\n");
    expect(sample?.text).toContain("VAT number: IE6388047V");
    expect(sample?.html).toContain("VAT number: IE6388047V");
    expect(sample?.html).not.toContain("<b>Son");
  });
});

describe("the shop's own words in emails", () => {
  it("stand in a real order's mail, above what it must say, and go to the admin who tests it", async () => {
    const { order } = await s.sell();
    const words = {
      order_confirmation: { subject: "Thanks: {number}", opening: "We pack {total} by hand." },
    };
    await saveSettings(
      "emails",
      { senderName: "Kettle & Son", replyTo: "hello@kettle.test", footer: "Kettle Ltd\n1 Quay", words },
      await seen("emails"),
    );
    const sample = await previewMail("order_confirmation");
    expect(sample?.subject).toBe(`Thanks: ${order.number}`);
    for (const content of [sample?.text, sample?.html]) {
      expect(content).toContain("We pack €29.00 by hand.");
      expect(content).toContain("We are packing it now");
      expect(content).toContain("Kettle Ltd");
    }
    expect(await sendTestMail("order_confirmation")).toEqual({ kind: "sent", to: "ada@shop.test" });
    const [sent = ""] = mailServer.messages;
    expect(sent).toMatch(/^From: "?Kettle & Son"? <shop@localhost>/m);
    expect(sent).toMatch(/^Reply-To: hello@kettle\.test/m);
    expect(sent).toContain(`Subject: Thanks: ${order.number}`);
  });

  it("are refused with a placeholder that there is not", async () => {
    const words = { sent: { subject: "Hello {name}", opening: "" } };
    await expect(saveSettings("emails", { words }, await seen("emails"))).rejects.toThrow();
  });
});
