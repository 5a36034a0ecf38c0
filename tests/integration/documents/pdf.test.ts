import { fork } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GET as shopperPdf } from "../../../app/(shop)/orders/[reference]/documents/[id]/pdf/route.ts";
import { type DocumentData, documentSchema } from "../../../domain/documents/document.ts";
import { answerPdf } from "../../../server/documents/pdf/answer-pdf.ts";
import { renderPdf } from "../../../server/documents/pdf/render-pdf.ts";
import { sendMail } from "../../../server/mail/send-mail.ts";
import { sendOrderMail } from "../../../server/orders/mail/send-order-mail.ts";
import { repeatMail } from "../../../server/orders/mail/write-to-shopper.ts";
import { referenceOf } from "../../../server/platform/reference.ts";
import { saveSettings } from "../../../server/settings/save-settings.ts";
import { documentsOf, switchDocuments } from "../../support/documents-on.ts";
import { openMailServer } from "../../support/mail-server.ts";
import { openScenario, type Scenario } from "../../support/scenario.ts";

let s: Scenario;
let mails: Awaited<ReturnType<typeof openMailServer>>;
let data: DocumentData;
let reference = "";
let id = "";

beforeAll(async () => {
  mails = await openMailServer();
  s = await openScenario({ SMTP_URL: mails.url });
  const address = "1 Quay Street\nGalway";
  await saveSettings("seller", { legalName: "Kettle & Son Ltd", address, country: "IE" }, 0);
  await switchDocuments({ mail: "attach" });
  const { order } = await s.sell({ quantity: 3 });
  const [invoice] = await documentsOf(s.testShop, order.id);
  data = documentSchema.parse(invoice?.data);
  reference = referenceOf(order.id);
  id = invoice?.id ?? "";
}, 60_000);
afterAll(async () => {
  await s?.testShop.close();
  mails?.close();
});

const hashOf = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const get = (by = reference, document = id) =>
  shopperPdf(new Request("http://localhost/"), { params: Promise.resolve({ reference: by, id: document }) });

describe("a PDF", () => {
  it("is the same bytes whenever and wherever it is printed, made to be kept and tagged", async () => {
    const pdf = renderPdf(data);
    expect(hashOf(renderPdf(data))).toBe(hashOf(pdf));
    const child = fork("tests/support/print-document.ts", {
      execArgv: ["--import=tsx"],
      env: { ...process.env, TSX_TSCONFIG_PATH: "tsconfig.scripts.json", TZ: "Asia/Tokyo" },
    });
    child.send(data);
    const [said] = await Promise.race([once(child, "message"), once(child, "exit")]);
    expect(said).toBe(hashOf(pdf));
    const text = pdf.toString("latin1");
    for (const part of ["<pdfaid:part>3<", "<pdfaid:conformance>A<", "/MarkInfo", "/StructTreeRoot"])
      expect(text).toContain(part);
    if (process.env.SHOTS) writeFileSync(join(process.env.SHOTS, "invoice.pdf"), pdf);
  });

  it("is made whatever signs a shopper writes, and takes none of them for markup", () => {
    const buyer = { ...data.buyer, name: '山田 😀 \\ " #pagebreak() $x$ *b* 𝒳', company: "Ελένη Жук ŁÓDŹ" };
    expect(renderPdf({ ...data, buyer }).length).toBeGreaterThan(10_000);
  });

  it("of a hundred lines goes on over pages", () => {
    const [line] = data.lines;
    const lines = Array.from({ length: 100 }, () => ({ ...line, title: "A long name of goods ".repeat(6) }));
    const pdf = renderPdf({ ...data, lines: lines as DocumentData["lines"] });
    expect(Number(/<xmpTPg:NPages>(\d+)</.exec(pdf.toString("latin1"))?.[1])).toBeGreaterThan(3);
  });
});

describe("a shopper with the link of the order", () => {
  it("gets the PDF, and one with another link does not", async () => {
    const answer = await get();
    expect(answer.headers.get("content-type")).toBe("application/pdf");
    expect(hashOf(await answer.bytes())).toBe(hashOf(renderPdf(data)));
    await expect(get(referenceOf("00000000-0000-7000-8000-000000000000"))).rejects.toThrow();
  });

  it("who has many made is asked to wait, and gets what was made before", async () => {
    const answers = Array.from({ length: 62 }, (_, index) => answerPdf(`other-${index}`, data, true).status);
    expect(answers.filter((status) => status === 429).length).toBeGreaterThanOrEqual(2);
    expect(answerPdf("other-30", data, true).status).toBe(200);
    // An admin's are not counted.
    expect(answerPdf("an-admins", data, false).status).toBe(200);
  });
});

describe("the confirmation of an order", () => {
  const confirm = async () => {
    const { order } = await s.sell();
    await sendOrderMail({ orderId: order.id, kind: "order_confirmation" });
    return { order, message: mails.messages.at(-1) ?? "" };
  };

  it("brings the invoice as a PDF, issued before its own job came, and again when it is sent again", async () => {
    const { order, message } = await confirm();
    const [invoice] = await documentsOf(s.testShop, order.id);
    expect(message).toContain(`filename=${invoice?.number}.pdf`);
    expect(message).toContain("application/pdf");
    const pdf = renderPdf(documentSchema.parse(invoice?.data)).toString("base64");
    expect(message.replace(/\s/g, "")).toContain(pdf);
    const [mail] = await s.testShop.sql<{ id: string }>("SELECT id FROM mails WHERE order_id = $1", [
      order.id,
    ]);
    expect(await repeatMail(order.id, mail?.id ?? "", "again")).toBe(true);
    const [again] = await s.testShop.sql<{ id: string }>(
      "SELECT id FROM mails WHERE order_id = $1 AND kind = 'again:again'",
      [order.id],
    );
    await sendMail(again?.id ?? "");
    expect(mails.messages.at(-1)?.replace(/\s/g, "")).toContain(pdf);
  });

  it("links to the invoice, or says nothing of it, as the merchant has set", async () => {
    await switchDocuments({ mail: "link" });
    const linked = await confirm();
    const [invoice] = await documentsOf(s.testShop, linked.order.id);
    const plain = linked.message.replace(/=\r?\n/g, "");
    expect(plain).toContain(`/orders/${referenceOf(linked.order.id)}/documents/${invoice?.id}`);
    expect(plain).not.toContain("application/pdf");
    await switchDocuments({ mail: "neither" });
    const { message } = await confirm();
    expect(message).not.toContain("/documents/");
    expect(message).not.toContain("application/pdf");
  });
});
