import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { takeStep } from "../../../app/admin/(signed-in)/products/editor/editor-steps.ts";
import { editorOf } from "../../../domain/catalog/editor/editor-of.ts";
import { planBulk } from "../../../domain/catalog/edits/plan-edits.ts";
import { undoOf } from "../../../domain/catalog/edits/product-edit.ts";
import { translator } from "../../../messages/messages.ts";
import { getEditedProducts } from "../../../server/catalog/edit/get-edited-products.ts";
import { getEditor } from "../../../server/catalog/edit/get-editor.ts";
import { saveEdits } from "../../../server/catalog/edit/save-edits.ts";
import { versionAsChange } from "../../../server/catalog/edit/versions.ts";
import { catalogFile } from "../../../server/catalog/export/catalog-file.ts";
import { importProducts } from "../../../server/catalog/import/import-products.ts";
import { closeDb, db } from "../../../server/platform/db.ts";
import { answerCsv } from "../../../server/platform/requests/answer-csv.ts";
import { browser } from "../../support/browser.ts";
import { useDatabase, useEnvironment } from "../../support/database.ts";
import { signInAs } from "../accounts/admin-browser.ts";

const dir = mkdtempSync(join(tmpdir(), "latchkey-classes-"));
const FILE = `Handle,Title,Status,Tax Class,Variant SKU,Variant Price
novel,A novel,active,reduced,NO-1,12.00
lamp,A lamp,active,,LA-1,45.00
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

const classes = async () =>
  Object.fromEntries(
    (await db().product.findMany({ select: { slug: true, taxClass: true } })).map((one) => [
      one.slug,
      one.taxClass,
    ]),
  );

it("a file names the class of a product; an empty cell, and a file without the column, leave it as it is", async () => {
  expect(await classes()).toEqual({ novel: "reduced", lamp: "standard" });
  await importText(FILE.replace(",reduced,", ",,"));
  await importText("Handle,Variant Price\nnovel,13.00\n");
  expect(await classes()).toEqual({ novel: "reduced", lamp: "standard" });
  const exported = await answerCsv(catalogFile("products")).text();
  expect(exported).toMatch(/Tax Class/);
  await importText(FILE.replace(",reduced,", ",zero,"));
  expect(await classes()).toMatchObject({ novel: "zero" });
  await importText(exported);
  expect(await classes()).toEqual({ novel: "reduced", lamp: "standard" });
});

it("a class that a file misspells is refused with its line, and what may stand there", async () => {
  const report = await importText(FILE.replace(",reduced,", ",low,"));
  expect(report).toMatchObject({ refused: 1 });
  expect(JSON.stringify(report)).toContain("standard, reduced, super_reduced, zero, exempt");
  expect(await classes()).toMatchObject({ novel: "reduced" });
});

it("an admin sets the class in the editor, reads it in the history, and restores the former one", async () => {
  const product = await getEditor("lamp");
  if (!product) throw new Error("there is no lamp");
  const t = translator("en");
  const fields = { ...editorOf(product, []), taxClass: "exempt" };
  const reviewed = await takeStep({ ...fields, step: "review" }, t);
  const state = "state" in reviewed ? reviewed.state : null;
  if (state?.kind !== "review") throw new Error("it is not reviewed");
  expect(JSON.stringify(state)).toContain(
    `Tax class: ${t("admin.tax.class.standard")} → ${t("admin.tax.class.exempt")}`,
  );
  await takeStep({ ...state.fields, reviewed: state.reviewed, step: "save" }, t);
  expect(await classes()).toMatchObject({ lamp: "exempt" });
  expect(await versionAsChange(db(), product.id, 1)).toMatchObject({ taxClass: "standard" });
});

it("an admin sets the class of many products in one step, and takes it back", async () => {
  const ids = (await db().product.findMany({ select: { id: true } })).map(({ id }) => id);
  const { edits } = planBulk(await getEditedProducts(ids), { kind: "taxClass", to: "reduced" });
  expect(edits).toHaveLength(1);
  expect((await saveEdits(edits)).answers).toMatchObject([{ kind: "saved" }]);
  expect(await classes()).toEqual({ novel: "reduced", lamp: "reduced" });
  const stale = edits.map((edit) => ({
    ...edit,
    taxClass: { from: "zero" as const, to: "exempt" as const },
  }));
  expect((await saveEdits(stale)).answers).toMatchObject([
    { kind: "changed_meanwhile", clashes: [{ field: "taxClass", now: "reduced" }] },
  ]);
  await saveEdits(edits.map(undoOf));
  expect(await classes()).toEqual({ novel: "reduced", lamp: "standard" });
});

it("an admin keeps a product to some zones and has it sent alone, and the history says so", async () => {
  const product = await getEditor("lamp");
  if (!product) throw new Error("there is no lamp");
  const t = translator("en");
  const zones = [
    { id: "home", name: "Home" },
    { id: "world", name: "World" },
  ];
  const fields = { ...editorOf(product, [], zones), "zone.0.chosen": "on", shipsAlone: "on" };
  const reviewed = await takeStep({ ...fields, step: "review" }, t);
  const state = "state" in reviewed ? reviewed.state : null;
  if (state?.kind !== "review") throw new Error("it is not reviewed");
  expect(JSON.stringify(state)).toContain(t("admin.products.versions.plain.shipsTo", { of: "" }));
  await takeStep({ ...state.fields, reviewed: state.reviewed, step: "save" }, t);
  const saved = await getEditor("lamp");
  expect(saved).toMatchObject({ shipsTo: ["home"], shipsAlone: true });
  // A zone that was removed since stays chosen, and can be taken away.
  expect(saved && editorOf(saved, [], zones.slice(1))).toMatchObject({
    ...{ "zone.0.id": "world", "zone.0.chosen": "", "zone.1.id": "home", "zone.1.chosen": "on" },
  });
  await importText(FILE.replace("45.00", "46.00"));
  expect(await getEditor("lamp")).toMatchObject({ shipsTo: ["home"], shipsAlone: true });
});
