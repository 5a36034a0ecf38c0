import { expect, it } from "vitest";
import type { CollectionView, Picture, ProductTile } from "../../../domain/catalog/product.ts";
import { money } from "../../../domain/money.ts";
import { languageOf } from "../../../messages/direction.ts";
import english from "../../../messages/en.json" with { type: "json" };
import { translator } from "../../../messages/messages.ts";
import { shopWords } from "../../../ui/shop/collection/shop-words.ts";
import { messagesIn } from "../../support/message-rules.ts";

const picture = (source: string): Picture => ({
  ...{ alt: "A kettle", source, base: null, widths: [], width: null, height: null },
});
const tile = (source: string): ProductTile => ({
  ...{ slug: "kettle", title: "Kettle", vendor: "", price: money(100n, "eur"), hasSeveralPrices: false },
  ...{ prior: null, unitPrice: null, isAvailable: true, picture: picture(source) },
});
const collection = (title: string): CollectionView => ({
  id: title,
  slug: title,
  title,
  description: "",
  picture: null,
});
const SHOP = { name: "Kettle & Son", locale: "de-DE" };
const t = translator("en-IE");

it("D23: the home page of another catalog than the demo's says what that shop has", () => {
  const collections = ["Kettles", "Cups", "Tea"].map(collection);
  expect(shopWords({ tiles: [tile("https://x.test/kettle.jpg")], collections }, SHOP, t)).toEqual({
    title: "Kettle & Son",
    sentence: "Kettles, Cups, and Tea",
    picture: picture("https://x.test/kettle.jpg"),
  });
  const demo = shopWords({ tiles: [tile("/demo/tumble-mug")], collections }, SHOP, t);
  expect(demo.title).toBe("Small things for the way home");
});

it("M21: the home page opens with the picture that the merchant has put first, and not with the newest", () => {
  const wide = (source: string, width: number | null = 1200) => ({ ...picture(source), width });
  const door = (source: string | null, width?: number) => ({
    ...collection("Kettles"),
    picture: source === null ? null : wide(source, width),
  });
  const thing = (source: string, isAvailable = true) => ({
    ...tile(source),
    isAvailable,
    picture: wide(source),
  });
  const opened = (collections: CollectionView[], tiles: ProductTile[]) =>
    shopWords({ tiles, collections }, SHOP, t).picture?.source ?? null;
  const newest = [thing("/newest.jpg"), thing("/older.jpg")];
  expect(opened([door("/first.jpg"), door("/second.jpg")], newest)).toBe("/first.jpg");
  expect(opened([door(null), door("/second.jpg")], newest)).toBe("/second.jpg");
  expect(opened([door("/small.jpg", 300), door("/second.jpg")], newest)).toBe("/second.jpg");
  expect(opened([door("/small.jpg", 300)], [])).toBe("/small.jpg");
  expect(opened([], newest)).toBe("/newest.jpg");
  expect(opened([], [thing("/gone.jpg", false), thing("/older.jpg")])).toBe("/older.jpg");
  expect(opened([], [thing("/gone.jpg", false)])).toBe("/gone.jpg");
  expect(opened([], [])).toBeNull();
});

it("D23: no message outside the demo's own names a thing of the demo", () => {
  const things = /\b(?:mugs?|lamps?|bells?|hooks?|vases?|candles?|homeward)\b/i;
  const named = messagesIn(english).filter(
    ([key, text]) => key.startsWith("shop.") && !key.startsWith("shop.home.demo.") && things.test(text),
  );
  expect(named).toEqual([]);
});

it.each([
  ["en-IE", "en-IE"],
  ["en", "en"],
  ["de-DE", "en"],
  ["ar-EG", "en"],
  ["en-XA", "en-XA"],
])("D23: the words of a shop in %s are in %s", (locale, language) =>
  expect(languageOf(locale)).toBe(language),
);
