import { createElement } from "react";
import { expect, it } from "vitest";
import { defaultHeader } from "../../../server/content/menus/get-menus.ts";
import { ShopHeader } from "../../../ui/shop/frame/shop-header.tsx";
import { renderWords } from "../../support/render-words.ts";

function linksOf(count: number): (string | undefined)[] {
  const collections = Array.from({ length: count }, (_, index) => ({
    ...{ id: String(index), slug: `c${index + 1}`, title: `Collection ${index + 1}` },
    ...{ description: "", picture: null },
  }));
  const header = createElement(ShopHeader, {
    shopName: "Homeward",
    links: defaultHeader({ collections }),
    cartCountCookieName: "count",
  });
  const nav = /<nav[^>]*>(.*?)<\/nav>/s.exec(renderWords(header))?.[1] ?? "";
  return [...nav.matchAll(/href="([^"]*)"/g)].map(([, href]) => href);
}

it("M21: the header leads to every collection: by itself up to five, of more by a link to all of them", () => {
  const to = (count: number) => Array.from({ length: count }, (_, index) => `/collections/c${index + 1}`);
  expect(linksOf(0)).toEqual(["/collections/all"]);
  expect(linksOf(5)).toEqual([...to(5), "/collections/all"]);
  expect(linksOf(6)).toEqual([...to(4), "/#collections", "/collections/all"]);
  expect(linksOf(40)).toEqual([...to(4), "/#collections", "/collections/all"]);
});
