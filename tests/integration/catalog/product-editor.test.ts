import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { takeStep } from "../../../app/admin/(signed-in)/products/editor/editor-steps.ts";
import { type Fields, rowsOf, withRows } from "../../../domain/catalog/editor/editor-fields.ts";
import { editorOf } from "../../../domain/catalog/editor/editor-of.ts";
import { translator } from "../../../messages/messages.ts";
import { addPictures } from "../../../server/catalog/edit/add-pictures.ts";
import { deleteProduct } from "../../../server/catalog/edit/delete-product.ts";
import { getEditor } from "../../../server/catalog/edit/get-editor.ts";
import { duplicateProduct } from "../../../server/catalog/edit/save-editor.ts";
import { listVersions } from "../../../server/catalog/edit/versions.ts";
import { importProducts } from "../../../server/catalog/import/import-products.ts";
import { receivePicture } from "../../../server/catalog/pictures/receive-picture.ts";
import { findNewSlug, getProduct } from "../../../server/catalog/read/get-product.ts";
import { closeDb, pool } from "../../../server/platform/db.ts";
import { env } from "../../../server/platform/env.ts";
import { browser } from "../../support/browser.ts";
import { useDatabase, useEnvironment } from "../../support/database.ts";
import { signInAs } from "../accounts/admin-browser.ts";

const media = mkdtempSync(join(tmpdir(), "latchkey-editor-"));

beforeAll(async () => {
  await useDatabase();
  useEnvironment({ MEDIA_DIR: media });
  browser.forget();
  await signInAs("manager");
});
afterAll(async () => {
  await closeDb();
  rmSync(media, { recursive: true });
});
beforeEach(async () => {
  await pool().query("TRUNCATE products, collections CASCADE");
  await importProducts("tests/fixtures/catalog/shop.csv", { currency: "eur" });
});

/** The form as the page of the product has it. */
async function formOf(slug: string): Promise<Fields> {
  const product = await getEditor(slug);
  if (!product) throw new Error(`there is no ${slug}`);
  return editorOf(product, ["Gifts", "Light", "On the table"]);
}

const press = (fields: Fields, step = "review") =>
  takeStep({ ...fields, step }, translator("en")).then((answer) =>
    "state" in answer ? answer.state : answer.saved,
  );

/** Reviews, and saves what was reviewed. @returns the answers of both presses */
async function saveForm(fields: Fields, first = "review") {
  const reviewed = await press(fields, first);
  if (!reviewed || !("kind" in reviewed) || reviewed.kind !== "review") return { reviewed, saved: null };
  const saved = await press({ ...reviewed.fields, reviewed: reviewed.reviewed }, "save");
  return { reviewed, saved };
}

const unitsOf = async (slug: string) =>
  (
    await pool().query<{ name: string; on_hand: number }>(
      `SELECT array_to_string(option_values, ' / ') AS name, on_hand FROM variants v JOIN products p ON p.id = v.product_id
        WHERE p.slug = $1 ORDER BY position`,
      [slug],
    )
  ).rows.map(({ name, on_hand }) => `${name}: ${on_hand}`);

it("the form of a product that nobody touched changes nothing", async () => {
  for (const slug of ["oak-lamp", "clay-mug", "wool-blanket"]) {
    expect(await press(await formOf(slug))).toMatchObject({ kind: "review", changes: [] });
  }
});

it("what is saved is what was shown: another price is reviewed again", async () => {
  const form = await formOf("oak-lamp");
  const { reviewed, saved } = await saveForm({ ...form, "variant.0.price": "62,00", vendor: "" });
  expect(reviewed).toMatchObject({
    changes: ["Vendor: Osk & Söhne → –", "Price: €59.90 → €62.00"],
  });
  expect(saved).toEqual({ slug: "oak-lamp", version: 2 });
  expect((await getProduct("oak-lamp"))?.variants[0]?.price.amountMinor).toBe(6200n);
  const second = await press({ ...(await formOf("oak-lamp")), title: "Lamp" });
  if (!second || !("reviewed" in second)) throw new Error("it was not reviewed");
  const other = { ...second.fields, title: "Another lamp", reviewed: second.reviewed };
  expect(await press(other, "save")).toMatchObject({
    kind: "review",
    changes: ["Title: Oak Lamp → Another lamp"],
  });
  expect((await getProduct("oak-lamp"))?.title).toBe("Oak Lamp");
});

it("what cannot be read is said with the variant, and nothing is lost of the form", async () => {
  const form = { ...(await formOf("clay-mug")), "variant.0.price": "12.005", "variant.1.grams": "a lot" };
  expect(await press(form)).toMatchObject({
    kind: "refused",
    reasons: [
      "Blue / Small: this is no amount such as 12.50.",
      "Blue / Large: enter a whole number, 0 or more.",
    ],
    fields: { "variant.0.price": "12.005", "variant.1.grams": "a lot" },
  });
});

it("the second of two editors sees who changed what, and keeps both or takes theirs knowingly", async () => {
  const [first, second] = [await formOf("oak-lamp"), await formOf("oak-lamp")];
  await saveForm({ ...first, title: "Lamp of oak", vendor: "Mill" });
  const mine = { ...second, title: "My lamp", tags: "oak" };
  const { reviewed } = await saveForm(mine);
  expect(reviewed).toMatchObject({
    kind: "conflict",
    onto: 2,
    others: [
      {
        title: expect.stringMatching(/^Version 2: The manager edited it, /),
        changes: ["Title: Oak Lamp → Lamp of oak", "Vendor: Osk & Söhne → Mill"],
      },
    ],
  });
  expect(await getProduct("oak-lamp"), "nothing is saved yet").toMatchObject({ title: "Lamp of oak" });
  const merged = await saveForm({ ...mine, onto: "2" }, "merge");
  expect(merged.reviewed).toMatchObject({
    changes: ["Title: Lamp of oak → My lamp", "Tags: Light, oak → oak"],
  });
  expect(await getProduct("oak-lamp")).toMatchObject({ title: "My lamp", vendor: "Mill", tags: ["oak"] });
  const overwritten = await saveForm({ ...mine, onto: "3" }, "overwrite");
  expect(overwritten.reviewed).toMatchObject({ changes: ["Vendor: Mill → Osk & Söhne"] });
  expect(await getProduct("oak-lamp")).toMatchObject({ title: "My lamp", vendor: "Osk & Söhne" });
  expect((await listVersions((await getEditor("oak-lamp"))?.id ?? "")).map(({ number }) => number)).toEqual([
    4, 3, 2, 1,
  ]);
});

it("a product that sells while its options change loses no unit, and what goes is said beforehand", async () => {
  const form = await formOf("clay-mug");
  const before = await unitsOf("clay-mug");
  expect(before).toEqual(["Blue / Small: 4", "Blue / Large: 0", "Red / Small: 0"]);
  // Blue becomes Navy, Large goes, a third option comes.
  const options = [
    { name: "Color", values: "Navy\nRed", was: '["Blue","Red"]' },
    { name: "Size", values: "Small", was: '["Small","Large"]' },
    { name: "Glaze", values: "Matt\nGloss", was: "[]" },
  ];
  const reviewed = await press(withRows(form, "option", options));
  if (!reviewed || !("reviewed" in reviewed)) throw new Error("it was not reviewed");
  expect(reviewed.changes).toContain("Blue / Large is removed with 0 units on hand");
  // Between the review and the save two are sold, and one is put into an open order.
  await pool().query("UPDATE variants SET on_hand = 2, reserved = 1 WHERE option_values = '{Blue,Small}'");
  expect(await press({ ...reviewed.fields, reviewed: reviewed.reviewed }, "save")).toMatchObject({
    version: 2,
  });
  expect(await unitsOf("clay-mug")).toEqual([
    "Navy / Small / Matt: 2",
    "Navy / Small / Gloss: 0",
    "Red / Small / Matt: 0",
    "Red / Small / Gloss: 0",
  ]);
  const { rows } = await pool().query(
    "SELECT reserved FROM variants WHERE option_values = '{Navy,Small,Matt}'",
  );
  expect(rows).toEqual([{ reserved: 1 }]);
  // What an open order holds is not removed.
  const now = await formOf("clay-mug");
  expect(await press({ ...now, "variant.0.remove": "on" })).toMatchObject({
    kind: "refused",
    reasons: [expect.stringContaining("1 of it are reserved for open orders")],
  });
});

it("a new address leads visitors of the former one to it, and back again", async () => {
  const form = await formOf("oak-lamp");
  const { reviewed } = await saveForm({ ...form, slug: "lamp-of-oak" });
  expect(reviewed).toMatchObject({
    changes: ["Address: oak-lamp → lamp-of-oak"],
    warnings: [expect.stringContaining("will lead to the new one")],
  });
  expect(await findNewSlug("oak-lamp")).toBe("lamp-of-oak");
  await saveForm({ ...(await formOf("lamp-of-oak")), slug: "lamp" });
  expect(await findNewSlug("oak-lamp")).toBe("lamp");
  expect(await findNewSlug("lamp-of-oak")).toBe("lamp");
  await saveForm({ ...(await formOf("lamp")), slug: "oak-lamp" });
  expect(await findNewSlug("oak-lamp")).toBeNull();
  expect(await findNewSlug("lamp")).toBe("oak-lamp");
  expect(await press({ ...(await formOf("oak-lamp")), slug: "clay-mug" })).toMatchObject({
    kind: "refused",
    reasons: [expect.stringContaining('belongs to "Clay Mug"')],
  });
  // An import recognizes it by its handle, whatever its address is.
  await saveForm({ ...(await formOf("oak-lamp")), slug: "lamp" });
  expect(await importProducts("tests/fixtures/catalog/shop.csv", { currency: "eur" })).toMatchObject({
    created: 0,
  });
});

it("a new product is never saved over one that has its address", async () => {
  const empty = { ...(await formOf("oak-lamp")), id: "", seen: "0", "variant.0.id": "", slug: "clay-mug" };
  expect(await press({ ...empty, title: "Mug" })).toMatchObject({
    kind: "refused",
    reasons: ["The address clay-mug is taken. Choose another."],
  });
  const { saved } = await saveForm({ ...empty, title: "Größe Tasse", slug: "", "variant.0.onHand": "7" });
  expect(saved).toEqual({ slug: "grosse-tasse", version: 1 });
  expect(await unitsOf("grosse-tasse")).toEqual([": 7"]);
});

it("a copy is a draft without stock and SKUs, at an address of its own", async () => {
  const product = await getEditor("clay-mug");
  if (!product) throw new Error("there is no mug");
  const title = "Copy of Clay Mug";
  expect(await duplicateProduct(product, title)).toMatchObject({ kind: "saved", slug: "copy-of-clay-mug" });
  expect(await duplicateProduct(product, title)).toMatchObject({ kind: "saved", slug: "copy-of-clay-mug-2" });
  expect(await getEditor("copy-of-clay-mug")).toMatchObject({
    status: "draft",
    variants: [{ sku: null, onHand: 0, priceMinor: "1200" }, { onHand: 0 }, { onHand: 0 }],
  });
});

it("only a product that no order mentions is deleted", async () => {
  const lamp = await getEditor("oak-lamp");
  await pool().query("UPDATE variants SET reserved = 1 WHERE product_id = $1", [lamp?.id]);
  expect(await deleteProduct(lamp?.id ?? "")).toBe("ordered");
  await pool().query("UPDATE variants SET reserved = 0 WHERE product_id = $1", [lamp?.id]);
  expect(await deleteProduct(lamp?.id ?? "")).toBe("deleted");
  expect(await getEditor("oak-lamp")).toBeNull();
  expect(await deleteProduct(lamp?.id ?? "")).toBe("gone");
});

const picture = (width: number, height: number, color = "#b05030") =>
  sharp({ create: { width, height, channels: 3, background: color } })
    .jpeg()
    .toBuffer();

it("each broken file says why, and the others of the same upload are taken", async () => {
  const good = await picture(600, 400);
  const noise = await sharp({
    create: {
      width: 700,
      height: 700,
      channels: 3,
      background: "#000",
      noise: { type: "gaussian", mean: 128, sigma: 40 },
    },
  })
    .jpeg()
    .toBuffer();
  const files: [string, Buffer, number | null][] = [
    ["not_a_picture", Buffer.from("%PDF-1.7 no picture"), null],
    ["not_a_picture", Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'), null],
    ["empty", Buffer.alloc(0), null],
    ["cut_off", good.subarray(0, 100), good.length],
    ["damaged", noise.subarray(0, noise.length / 2), null],
    ["too_large", Buffer.alloc(25 * 1024 * 1024 + 1), null],
    [
      "too_many_pixels",
      await sharp({ create: { width: 8_000, height: 7_000, channels: 3, background: "#fff" } })
        .png({ compressionLevel: 9 })
        .toBuffer(),
      null,
    ],
  ];
  for (const [fault, content, length] of files)
    expect(await receivePicture(content, length), fault).toEqual({ kind: "refused", fault });
  const received = await receivePicture(good, good.length);
  expect(received).toMatchObject({ kind: "ready", picture: { width: 600, widths: [480, 600] } });
  if (received.kind !== "ready") return;
  const lamp = await getEditor("oak-lamp");
  await addPictures(lamp?.id ?? "", [received.picture.base]);
  const images = (await getEditor("oak-lamp"))?.images ?? [];
  expect(images.map(({ base }) => base)).toEqual([null, received.picture.base]);
  expect(
    readdirSync(media).filter((name) => name.includes(".")),
    "no file is left half-written",
  ).toEqual([]);
});

it("a picture that a form only claims to have sent is no picture of the shop", async () => {
  const form = await formOf("oak-lamp");
  const rows = [...rowsOf(form, "picture"), { source: `/media/${"0".repeat(64)}/picture`, alt: "" }];
  expect(await press(withRows(form, "picture", rows))).toMatchObject({
    kind: "refused",
    reasons: ["A picture that was sent is not on the server any more. Add it again."],
  });
});

const disk = join(tmpdir(), `latchkey-disk-${process.pid}`);

/** A disk of 64 KB; false where this user may not have one. */
function mountSmallDisk(): boolean {
  mkdirSync(disk, { recursive: true });
  return spawnSync("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", disk]).status === 0;
}

const hasDisk = mountSmallDisk();
afterAll(() => {
  if (hasDisk) spawnSync("umount", [disk]);
  rmSync(disk, { recursive: true, force: true });
});

it.skipIf(!hasDisk)(
  "a full disk is told apart from a broken file, and leaves nothing half-written",
  async () => {
    const noise = { type: "gaussian", mean: 128, sigma: 60 } as const;
    const large = await sharp({
      create: { width: 1_500, height: 1_500, channels: 3, background: "#000", noise },
    })
      .jpeg()
      .toBuffer();
    const { MEDIA_DIR } = env();
    Object.assign(env(), { MEDIA_DIR: disk });
    try {
      const before = await formOf("oak-lamp");
      expect(await receivePicture(large, large.length)).toEqual({ kind: "refused", fault: "disk_full" });
      expect(readdirSync(disk)).toEqual([]);
      expect(await formOf("oak-lamp")).toEqual(before);
      const small = await picture(20, 20);
      expect(await receivePicture(small, small.length), "what fits is taken").toMatchObject({
        kind: "ready",
      });
    } finally {
      Object.assign(env(), { MEDIA_DIR });
    }
  },
);
