import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import type { Picture as PictureData } from "../../../domain/catalog/product.ts";
import { Picture } from "../../../ui/shop/product/picture.tsx";

const WAITING: PictureData = {
  ...{
    alt: "A mug",
    base: null,
    source: "https://elsewhere.example/mug.jpg",
    widths: [],
    width: null,
    height: null,
  },
};
const render = (picture: PictureData) =>
  renderToStaticMarkup(createElement(Picture, { picture, sizes: "100vw" }));

it("M13 a picture that is not prepared is an empty place, and nothing is loaded from elsewhere", () => {
  const html = render(WAITING);
  expect(html).not.toContain("elsewhere.example");
  expect(html).not.toContain("<img");
  expect(html).toContain('aria-label="A mug"');
});

it("M13 a prepared picture is loaded from the shop", () => {
  const html = render({ ...WAITING, base: "/media/a/picture", widths: [480], width: 480, height: 480 });
  expect(html).toContain('src="/media/a/picture-480.webp"');
  expect(html).not.toContain("elsewhere.example");
});
