import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { PageText } from "../../../domain/content/page.ts";
import {
  getPage,
  listPageAddresses,
  listPageLinks,
  listPolicies,
} from "../../../server/content/pages/get-page.ts";
import { getEditedPage, listPages } from "../../../server/content/pages/list-pages.ts";
import { makePage } from "../../../server/content/pages/make-page.ts";
import {
  changeAddress,
  deletePage,
  sortPage,
  undeletePage,
} from "../../../server/content/pages/move-page.ts";
import { publishPage, restorePage, savePage } from "../../../server/content/pages/save-page.ts";
import { getPageCheck, startPage } from "../../../server/content/pages/start-page.ts";
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
const BO = { ...ANN, id: "01900000-0000-7000-8000-000000000002", name: "Bo", email: "bo@shop.test" } as const;
const text = (title: string, body = "Words."): PageText => ({ title, body, searchTitle: "", searchText: "" });

beforeAll(async () => {
  await useDatabase();
  useEnvironment({ SHOP_COUNTRIES: "IE,DE" });
});
afterAll(closeDb);
beforeEach(async () => {
  browser.admin = ANN;
  await db().content.deleteMany();
});

async function make(title: string, body?: string): Promise<string> {
  const made = await makePage("other", text(title, body));
  if (made.kind !== "made") throw new Error(made.fault);
  return made.id;
}
const save = (id: string, base: number, typed: PageText, publish: "no" | "yes" | "unfilled" = "yes") =>
  savePage(id, { base, text: typed, publish });
const shown = async (slug: string) => {
  const page = await getPage(slug);
  return page && ("movedTo" in page ? page.movedTo : page.title);
};
const actions = async () =>
  (await db().auditEntry.findMany({ orderBy: { seq: "asc" } })).map(
    ({ action, actor }) => `${actor} ${action}`,
  );

describe("a content page", () => {
  it("is shown once it is published, and a newer draft changes nothing until it is published too", async () => {
    const id = await make("About us");
    expect(await shown("about-us")).toBeNull();
    expect(await save(id, 1, text("About us"))).toMatchObject({
      kind: "published",
      version: 1,
      former: null,
    });
    expect(await save(id, 1, text("Who we are"), "no")).toMatchObject({ kind: "saved", version: 2 });
    expect(await shown("about-us")).toBe("About us");
    expect((await listPages()).map(({ title, state }) => [title, state])).toEqual([
      ["Who we are", "changed"],
    ]);
    expect(await save(id, 2, text("Who we are"))).toMatchObject({ kind: "published", former: 1 });
    expect(await shown("about-us")).toBe("Who we are");
    expect(await publishPage(id, 1)).toBe("done");
    expect(await shown("about-us")).toBe("About us");
    expect(await publishPage(id, null)).toBe("done");
    expect(await shown("about-us")).toBeNull();
    expect(await publishPage(id, 9)).toBe("gone");
  });

  it("shows HTML without what runs, and marks the places that were not filled in", async () => {
    const id = await make(
      "Imprint",
      "From [[Your name]]\n\n<script>alert(1)</script> <b onclick='x()'>and</b>\n\n[me](javascript:alert(1))",
    );
    const page = await getEditedPage(id);
    expect(page?.preview.bodyHtml).toContain("<mark>Your name</mark>");
    expect(page?.preview.bodyHtml).not.toMatch(/script|onclick/);
  });

  it("with places to fill in is kept, and published only by who says so", async () => {
    const id = await make("Terms");
    const typed = text("Terms", "From [[your name]], [[your name]] and [[your city]].");
    expect(await save(id, 1, typed)).toEqual({
      kind: "unfilled",
      version: 2,
      places: ["your name", "your city"],
    });
    expect(await shown("terms")).toBeNull();
    expect(await save(id, 2, typed, "unfilled")).toMatchObject({ kind: "published", version: 2 });
    expect(await shown("terms")).toBe("Terms");
  });

  it("of two writers the second sees what the first saved, and writes over it knowingly", async () => {
    const id = await make("Shipping");
    await save(id, 1, text("Shipping", "By boat."), "no");
    browser.admin = BO;
    const answer = await save(id, 1, text("Shipping", "By train."));
    expect(answer).toMatchObject({
      kind: "conflict",
      version: 2,
      savedBy: "Ann",
      theirs: { body: "By boat." },
    });
    expect(await shown("shipping")).toBeNull();
    expect(await save(id, 2, text("Shipping", "By train."))).toMatchObject({ kind: "published", version: 3 });
    const page = await getEditedPage(id);
    expect(page?.versions.map(({ number, savedBy }) => `${number} ${savedBy}`)).toEqual([
      "3 Bo",
      "2 Ann",
      "1 Ann",
    ]);
    expect(await restorePage(id, 2)).toBe("done");
    expect((await getEditedPage(id))?.text.body).toBe("By boat.");
    expect((await getPage("shipping")) as object).toMatchObject({ bodyHtml: "<p>By train.</p>" });
  });

  it("of writers at the same moment one saves, and the others are told", async () => {
    const id = await make("Contact");
    const answers = await Promise.all(
      ["a", "b", "c", "d"].map((word) => save(id, 1, text("Contact", word), "no")),
    );
    expect(answers.map(({ kind }) => kind).toSorted()).toEqual(["conflict", "conflict", "conflict", "saved"]);
  });

  it("leads from each address that it had to where it is", async () => {
    const id = await make("Delivery");
    await save(id, 1, text("Delivery"));
    expect(await changeAddress(id, "Shipping & more")).toBe("done");
    expect(await changeAddress(id, "post")).toBe("done");
    expect([await shown("delivery"), await shown("shipping-more"), await shown("post")]).toEqual([
      ...["/pages/post", "/pages/post", "Delivery"],
    ]);
    // Back to a former one: it leads nowhere else.
    expect(await changeAddress(id, "delivery")).toBe("done");
    expect([await shown("delivery"), await shown("post")]).toEqual(["Delivery", "/pages/delivery"]);
    const other = await make("Post");
    await save(other, 1, text("Post"));
    expect(await shown("post")).toBe("Post");
    expect(await changeAddress(id, "post")).toBe("address_taken");
    expect(await changeAddress(id, " - ")).toBe("no_address");
    expect((await getEditedPage(id))?.formerSlugs).toEqual(["shipping-more"]);
  });

  it("that was deleted comes back as it was, and at another address where its own is taken", async () => {
    const id = await make("Returns");
    await save(id, 1, text("Returns"));
    expect(await deletePage(id)).toBe("done");
    expect(await deletePage(id)).toBe("gone");
    expect(await shown("returns")).toBeNull();
    expect(await save(id, 1, text("Returns"))).toEqual({ kind: "refused", fault: "gone" });
    expect(await undeletePage(id)).toBe("done");
    expect(await shown("returns")).toBe("Returns");
    await deletePage(id);
    await make("Returns");
    expect(await undeletePage(id)).toBe("done");
    expect(await shown("returns-2")).toBe("Returns");
  });

  it("is linked in its order, and three kinds by cart and checkout", async () => {
    for (const kind of ["imprint", "privacy", "terms", "returns"] as const) {
      const made = await startPage(kind);
      if (made.kind !== "made") throw new Error(made.fault);
      const page = await getEditedPage(made.id);
      if (page && kind !== "privacy") await save(made.id, 1, page.text, "unfilled");
    }
    expect((await listPageLinks()).map(({ href }) => href)).toEqual([
      ...["/pages/imprint", "/pages/terms", "/pages/returns"],
    ]);
    const [, , , last] = await listPages();
    await sortPage(last?.id ?? "", "up");
    await sortPage(last?.id ?? "", "up");
    expect((await listPageLinks()).map(({ title }) => title)).toEqual([
      ...["Imprint", "Returns and withdrawal", "Terms"],
    ]);
    expect((await listPolicies()).map(({ kind }) => kind)).toEqual(["terms", "returns"]);
    expect(await listPageAddresses()).toHaveLength(3);
    const check = await getPageCheck();
    expect(check.map(({ kind, state }) => `${kind} ${state}`)).toEqual([
      ...["imprint unfilled", "privacy draft", "terms unfilled", "returns unfilled"],
      ...["shipping missing", "contact missing", "accessibility missing"],
    ]);
    expect(check[0]?.reasons).toEqual([{ code: "imprint_eea", countries: ["IE", "DE"] }]);
  });

  it("tells every page of the shop when its link changes, and only its own page when its words do", async () => {
    const heard: string[][] = [];
    const stop = await listenForChanges(async (paths) => void heard.push(paths));
    const id = await make("About");
    expect(heard).toEqual([]);
    await save(id, 1, text("About"));
    expect(heard.flat()).toContain("*");
    heard.length = 0;
    await save(id, 1, text("About", "Other words."));
    expect(heard.flat().toSorted()).toEqual(["/pages/about", "/sitemap"]);
    heard.length = 0;
    await changeAddress(id, "us");
    expect(heard.flat().toSorted()).toEqual(["*", "/pages/about", "/pages/us", "/sitemap"]);
    await stop();
  });

  it("leaves a line of the audit for each of these", async () => {
    const before = (await actions()).length;
    const id = await make("About");
    await save(id, 1, text("About", "More."), "no");
    await save(id, 2, text("About", "More."));
    await changeAddress(id, "us");
    await sortPage(id, "up");
    await publishPage(id, null);
    await deletePage(id);
    await undeletePage(id);
    expect((await actions()).slice(before)).toEqual(
      [
        "page_made",
        "page_saved",
        "page_published",
        "page_moved",
        "page_unpublished",
        "page_deleted",
        "page_restored",
      ].map((action) => `ann@shop.test ${action}`),
    );
  });

  it("cannot be made without a title, and two at once get addresses of their own", async () => {
    expect(await makePage("other", text("  "))).toEqual({ kind: "refused", fault: "no_title" });
    expect(await makePage("other", text("a".repeat(121)))).toEqual({ kind: "refused", fault: "too_long" });
    await Promise.all([make("Same"), make("Same"), make("Same")]);
    expect((await listPages()).map(({ slug }) => slug).toSorted()).toEqual(["same", "same-2", "same-3"]);
  });
});
