import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { takeStep } from "../../../app/admin/(signed-in)/products/editor/editor-steps.ts";
import type { Fields } from "../../../domain/catalog/editor/editor-fields.ts";
import { editorOf } from "../../../domain/catalog/editor/editor-of.ts";
import { money } from "../../../domain/money.ts";
import { translator } from "../../../messages/messages.ts";
import { getEditor } from "../../../server/catalog/edit/get-editor.ts";
import { versionAsChange } from "../../../server/catalog/edit/versions.ts";
import { catalogFile } from "../../../server/catalog/export/catalog-file.ts";
import { importProducts } from "../../../server/catalog/import/import-products.ts";
import { listMakers } from "../../../server/catalog/makers/list-makers.ts";
import { getProduct } from "../../../server/catalog/read/get-product.ts";
import { listProducts } from "../../../server/catalog/read/list-products.ts";
import { closeDb, db } from "../../../server/platform/db.ts";
import { answerCsv } from "../../../server/platform/requests/answer-csv.ts";
import { browser } from "../../support/browser.ts";
import { useDatabase, useEnvironment } from "../../support/database.ts";
import { signInAs } from "../accounts/admin-browser.ts";

const dir = mkdtempSync(join(tmpdir(), "latchkey-safety-"));
const HEADER =
  "Handle,Title,Status,Manufacturer,Manufacturer Address,Manufacturer Contact,Warnings,Guarantee Years,Variant Price," +
  "Unit Price Total Measure,Unit Price Total Measure Unit,Unit Price Base Measure,Unit Price Base Measure Unit";
const FILE = `${HEADER}
soap,Soap,active,Clean & Co,"1 Mill Lane, Cork",safe@clean.test,Keep out of eyes,,3.00,250,g,,
lamp,Lamp,active,,,,,5,45.00,,,,
`;

beforeAll(async () => {
  await useDatabase();
  useEnvironment({ MEDIA_DIR: join(dir, "media") });
  browser.forget();
  await signInAs("manager");
});
afterAll(async () => {
  await closeDb();
  rmSync(dir, { recursive: true });
});
beforeEach(async () => {
  await db().$executeRaw`TRUNCATE products, collections CASCADE`;
  expect(await importText(FILE)).toMatchObject({ created: 2, refused: 0 });
});

function importText(text: string) {
  writeFileSync(join(dir, "file.csv"), text);
  return importProducts(join(dir, "file.csv"), { currency: "eur" });
}

const SOAP = {
  ...{ manufacturer: "Clean & Co", manufacturerAddress: "1 Mill Lane, Cork" },
  ...{ manufacturerContact: "safe@clean.test", warnings: "Keep out of eyes", guaranteeYears: 0 },
};
const t = translator("en");

/** Types into the editor of a product, reviews and saves. @returns what the review says */
async function edit(slug: string, typed: Fields): Promise<string> {
  const product = await getEditor(slug);
  if (!product) throw new Error(`there is no ${slug}`);
  const reviewed = await takeStep({ ...editorOf(product, []), ...typed, step: "review" }, t);
  const state = "state" in reviewed ? reviewed.state : null;
  if (state?.kind !== "review") return JSON.stringify(state);
  await takeStep({ ...state.fields, reviewed: state.reviewed, step: "save" }, t);
  return JSON.stringify(state);
}

it("a product's page has who made it, its warnings, its guarantee and its unit price, as a file brought them", async () => {
  const soap = await getProduct("soap");
  expect(soap?.safety).toMatchObject(SOAP);
  expect(soap?.variants[0]?.unitPrice).toEqual({ price: money(1200n, "eur"), per: "1 kg", content: "250 g" });
  expect((await getProduct("lamp"))?.safety).toMatchObject({ manufacturer: "", guaranteeYears: 5 });
  expect((await getProduct("lamp"))?.variants[0]?.unitPrice).toBeNull();
  const { tiles } = await listProducts();
  expect(tiles.find(({ slug }) => slug === "soap")?.unitPrice?.price).toEqual(money(1200n, "eur"));
});

it("what was exported brings the same back, and a file without the columns leaves all of it", async () => {
  const exported = await answerCsv(catalogFile("products")).text();
  await importText("Handle,Variant Price\nsoap,4.00\n");
  expect((await getProduct("soap"))?.safety).toMatchObject(SOAP);
  expect((await getProduct("soap"))?.variants[0]?.unitPrice?.price).toEqual(money(1600n, "eur"));
  await db().$executeRaw`TRUNCATE products, collections CASCADE`;
  expect(await importText(exported)).toMatchObject({ created: 2, refused: 0 });
  expect((await getProduct("soap"))?.safety).toMatchObject(SOAP);
  expect((await getProduct("soap"))?.variants[0]?.unitPrice?.price).toEqual(money(1200n, "eur"));
  expect(await importText(exported)).toMatchObject({ unchanged: 2 });
});

it("a measure or a number of years that is none refuses the product with its line", async () => {
  const bad = await importText(FILE.replace("250,g,,", "250,stone,,").replace(",5,45", ",five,45"));
  expect(bad).toMatchObject({ refused: 2 });
  expect(JSON.stringify(bad)).toContain("250 stone");
  expect(JSON.stringify(bad)).toContain("five");
});

it("an admin enters it in the editor, reads it in the history, and restores what was before", async () => {
  const said = await edit("lamp", {
    ...{ responsible: "Import Ltd", responsibleContact: "https://import.test", guaranteeYears: "10" },
    ...{ "variant.0.content": "6 pieces", "variant.0.reference": "1 piece" },
  });
  expect(said).toContain("Guarantee of durability in years: 5 → 10");
  expect(said).toContain("Contents");
  expect((await getProduct("lamp"))?.safety).toMatchObject({ responsible: "Import Ltd", guaranteeYears: 10 });
  expect((await getProduct("lamp"))?.variants[0]?.unitPrice?.price).toEqual(money(750n, "eur"));
  const { id } = await db().product.findUniqueOrThrow({ where: { slug: "lamp" } });
  expect(await versionAsChange(db(), id, 1)).toMatchObject({ responsible: "", guaranteeYears: 5 });
  expect(await edit("lamp", { "variant.0.reference": "1 l" })).toContain("both of the same kind");
  expect(await edit("lamp", { guaranteeYears: "long" })).toContain("whole number of years");
});

it("a manufacturer that was entered before brings its addresses along, and its new ones are kept", async () => {
  expect(await listMakers()).toEqual(["Clean & Co"]);
  const said = await edit("lamp", { manufacturer: "Clean & Co" });
  expect(said).toContain("1 Mill Lane, Cork");
  expect((await getProduct("lamp"))?.safety).toMatchObject({ manufacturerContact: "safe@clean.test" });
  await edit("lamp", { manufacturerAddress: "2 New Street, Cork" });
  expect((await getProduct("lamp"))?.safety).toMatchObject({ manufacturerAddress: "2 New Street, Cork" });
  expect((await getProduct("soap"))?.safety).toMatchObject(SOAP);
});
