import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { MenuStep } from "../../../domain/content/menu.ts";
import { importProducts } from "../../../server/catalog/import/import-products.ts";
import {
  editMenu,
  getEditedMenus,
  type MenuKind,
  publishMenu,
} from "../../../server/content/menus/edit-menu.ts";
import { getMenus } from "../../../server/content/menus/get-menus.ts";
import { makePage } from "../../../server/content/pages/make-page.ts";
import { changeAddress } from "../../../server/content/pages/move-page.ts";
import { publishPage } from "../../../server/content/pages/save-page.ts";
import { listenForChanges } from "../../../server/page-cache/listen-for-changes.ts";
import { closeDb, db } from "../../../server/platform/db.ts";
import { browser } from "../../support/browser.ts";
import { useDatabase, useEnvironment } from "../../support/database.ts";

const ANN = {
  id: "01900000-0000-7000-8000-000000000001",
  name: "Ann",
  email: "ann@shop.test",
  role: "manager",
} as const;

beforeAll(async () => {
  await useDatabase();
  useEnvironment();
  await importProducts("tests/fixtures/catalog/shop.csv", { currency: "eur" });
});
afterAll(closeDb);
beforeEach(async () => {
  browser.admin = ANN;
  await db().content.deleteMany();
});

async function press(kind: MenuKind, step: MenuStep) {
  const { [kind]: menu } = await getEditedMenus();
  return editMenu(kind, menu.version, step);
}
const headerTitles = async (options = {}) => (await getMenus(options)).header.map(({ title }) => title);

it("is what the shop makes by itself until one is published, and again when that is taken back", async () => {
  const byItself = await getMenus();
  expect(byItself.header.at(-1)).toEqual({ title: "Everything", href: "/collections/all" });
  const before = await headerTitles();
  const { header } = await getEditedMenus();
  expect(header.parts[0]?.items.map(({ title }) => title)).toEqual(before);
  expect(await press("header", { step: "up", part: 0, item: before.length - 1 })).toEqual({ kind: "saved" });
  expect(await getMenus()).toEqual(byItself);
  expect((await headerTitles({ isDraft: true })).indexOf("Everything")).toBe(before.length - 2);
  expect(await publishMenu("header", 2)).toBe("done");
  expect((await headerTitles()).indexOf("Everything")).toBe(before.length - 2);
  expect(await publishMenu("header", null)).toBe("done");
  expect(await getMenus()).toEqual(byItself);
  expect(await publishMenu("header", 9)).toBe("gone");
});

it("leads to a page by wherever it is, and leaves out what is not in the shop", async () => {
  const made = await makePage("other", { title: "About us", body: "", searchTitle: "", searchText: "" });
  if (made.kind !== "made") throw new Error(made.fault);
  await press("footer", { step: "addPart", title: "Us" });
  const parts = (await getEditedMenus()).footer.parts.length;
  const item = { to: "page", target: made.id, title: "" } as const;
  await press("footer", { step: "add", part: parts - 1, item });
  const { footer } = await getEditedMenus();
  expect(footer.parts.at(-1)?.items).toEqual([{ title: "", href: null }]);
  await publishMenu("footer", footer.version);
  const us = async () => (await getMenus()).footer.find(({ title }) => title === "Us")?.links ?? null;
  expect(await us()).toBeNull();
  await publishPage(made.id, 1);
  expect(await us()).toEqual([{ title: "About us", href: "/pages/about-us" }]);
  await changeAddress(made.id, "who we are");
  expect(await us()).toEqual([{ title: "About us", href: "/pages/who-we-are" }]);
});

it("of two people who change it at once, one is told, and nothing is lost", async () => {
  const item = (title: string) => ({ to: "address", target: "/search", title }) as const;
  const answers = await Promise.all(
    ["a", "b", "c"].map((title) => editMenu("footer", 0, { step: "add", part: 0, item: item(title) })),
  );
  expect(answers.map(({ kind }) => kind).toSorted()).toEqual(["outrun", "outrun", "saved"]);
  expect(answers.find(({ kind }) => kind === "outrun")).toMatchObject({ savedBy: "Ann" });
  expect((await getEditedMenus()).footer.version).toBe(2);
});

it("refuses what leads nowhere, and records each step and each publishing", async () => {
  const before = await db().auditEntry.count();
  const bad = { to: "address", target: "javascript:alert(1)", title: "x" } as const;
  expect(await press("header", { step: "add", part: 0, item: bad })).toEqual({
    ...{ kind: "refused", fault: "not_an_address" },
  });
  await press("header", { step: "remove", part: 0, item: 0 });
  const heard: string[][] = [];
  const stop = await listenForChanges(async (paths) => void heard.push(paths));
  await publishMenu("header", (await getEditedMenus()).header.version);
  await stop();
  expect(heard.flat()).toContain("*");
  const entries = await db().auditEntry.findMany({ orderBy: { seq: "asc" }, skip: before });
  expect(entries.map(({ action, object }) => `${action} ${object}`)).toEqual([
    ...["part_saved content:header", "part_published content:header"],
  ]);
});
