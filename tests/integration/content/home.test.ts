import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { emptyRow, type HomeStep } from "../../../domain/content/home.ts";
import { importProducts } from "../../../server/catalog/import/import-products.ts";
import { listCollections } from "../../../server/catalog/read/list-collections.ts";
import { editHome, getEditedHome, publishHome } from "../../../server/content/home/edit-home.ts";
import { getHome } from "../../../server/content/home/get-home.ts";
import { closeDb, db } from "../../../server/platform/db.ts";
import { browser } from "../../support/browser.ts";
import { useDatabase, useEnvironment } from "../../support/database.ts";

const ANN = {
  id: "01900000-0000-7000-8000-000000000001",
  name: "Ann",
  email: "ann@shop.test",
  role: "manager",
} as const;
const HERO = { title: "Start", text: "", picture: null, button: { title: "", href: "" } };

beforeAll(async () => {
  await useDatabase();
  useEnvironment();
  browser.admin = ANN;
  await importProducts("tests/fixtures/catalog/shop.csv", { currency: "eur" });
});
afterAll(closeDb);
beforeEach(() => db().content.deleteMany());

const press = async (step: HomeStep) => editHome((await getEditedHome(HERO, "")).version, HERO, step);
const kinds = async (options = {}) => (await getHome(options))?.rows.map(({ kind }) => kind) ?? null;

it("is the shop's own until one is published, shows its rows in their order, and is taken back", async () => {
  expect(await getHome()).toBeNull();
  expect(await press({ step: "hero", hero: { ...HERO, title: "Hello" } })).toEqual({ kind: "saved" });
  await press({ step: "up", row: 1 });
  expect(await getHome()).toBeNull();
  expect(await kinds({ isDraft: true })).toEqual(["products", "collections"]);
  await press({ step: "addRow", kind: "facts" });
  const { version } = await getEditedHome(HERO, "");
  expect(await publishHome(version)).toBe("done");
  // A row with nothing in it is left out.
  expect(await kinds()).toEqual(["products", "collections"]);
  expect((await getHome())?.hero.title).toBe("Hello");
  const facts = [1, 2, 3].map((number) => ({ title: `Fact ${number}`, text: "" }));
  await press({ step: "row", row: 2, content: { ...emptyRow("facts"), facts } });
  await publishHome(version + 1);
  expect(await kinds()).toEqual(["products", "collections", "facts"]);
  expect(await publishHome(null)).toBe("done");
  expect(await getHome()).toBeNull();
});

it("shows the products of a collection, and leaves the row out where the collection is gone", async () => {
  const [collection] = await listCollections();
  await press({ step: "addRow", kind: "collection" });
  const content = { ...emptyRow("collection"), collectionId: collection?.id ?? "" };
  await press({ step: "row", row: 2, content });
  const rows = (await getHome({ isDraft: true }))?.rows ?? [];
  expect(rows[2]).toMatchObject({ kind: "products", title: collection?.title, isNewest: false });
  await press({ step: "row", row: 2, content: { ...content, collectionId: ANN.id } });
  expect(await kinds({ isDraft: true })).toEqual(["collections", "products"]);
});

it("refuses what cannot be shown, and tells the second of two people", async () => {
  const bad = { title: "Go", href: "javascript:alert(1)" };
  expect(await press({ step: "hero", hero: { ...HERO, button: bad } })).toEqual({
    ...{ kind: "refused", fault: "not_an_address" },
  });
  expect(await press({ step: "hero", hero: { ...HERO, title: "" } })).toMatchObject({ fault: "no_title" });
  for (let count = 0; count < 6; count += 1) await press({ step: "addRow", kind: "facts" });
  expect(await press({ step: "addRow", kind: "facts" })).toMatchObject({ fault: "too_many" });
  const { version } = await getEditedHome(HERO, "");
  const answers = await Promise.all([0, 1].map((row) => editHome(version, HERO, { step: "remove", row })));
  expect(answers.map(({ kind }) => kind).toSorted()).toEqual(["outrun", "saved"]);
});
