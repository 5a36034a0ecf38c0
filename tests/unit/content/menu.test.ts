import { describe, expect, it } from "vitest";
import { changeMenu, isMenuAddress, type Menu, type MenuStep } from "../../../domain/content/menu.ts";

const entry = (title: string) => ({ to: "address" as const, target: "/search", title });
const MENU: Menu = {
  parts: [
    { title: "A", items: [entry("1"), entry("2"), entry("3")] },
    { title: "B", items: [] },
  ],
};
const shape = (menu: Menu | string) =>
  typeof menu === "string"
    ? menu
    : menu.parts.map(({ title, items }) => [title, ...items.map((one) => one.title)].join(" "));
const made = (step: MenuStep) => shape(changeMenu("footer", MENU, step));

describe("a menu", () => {
  it("is put in order one step at a time, and never beyond its ends", () => {
    expect(made({ step: "up", part: 0, item: 1 })).toEqual(["A 2 1 3", "B"]);
    expect(made({ step: "down", part: 0, item: 1 })).toEqual(["A 1 3 2", "B"]);
    expect(made({ step: "remove", part: 0, item: 1 })).toEqual(["A 1 3", "B"]);
    expect(made({ step: "up", part: 0, item: 0 })).toBe("not_there");
    expect(made({ step: "down", part: 0, item: 2 })).toBe("not_there");
    expect(made({ step: "remove", part: 0, item: 3 })).toBe("not_there");
    expect(made({ step: "upPart", part: 1 })).toEqual(["B", "A 1 2 3"]);
    expect(made({ step: "removePart", part: 0 })).toEqual(["B"]);
    expect(made({ step: "renamePart", part: 1, title: "C" })).toEqual(["A 1 2 3", "C"]);
    expect(made({ step: "addPart", title: "" })).toBe("no_title");
  });

  it("takes no more entries than there is room for, and no second row in the header", () => {
    let menu: Menu = { parts: [{ title: "", items: [] }] };
    for (let count = 0; count < 7; count += 1)
      menu = changeMenu("header", menu, { step: "add", part: 0, item: entry(`${count}`) }) as Menu;
    expect(changeMenu("header", menu, { step: "add", part: 0, item: entry("8") })).toBe("too_many");
    expect(changeMenu("header", menu, { step: "addPart", title: "More" })).toBe("too_many");
    expect(changeMenu("header", menu, { step: "removePart", part: 0 })).toBe("not_there");
  });

  it("leads to paths of the shop, pages over https, mail and phone, and nowhere else", () => {
    for (const good of [
      "/",
      "/search?q=mug",
      "https://example.com/a?b=c",
      "mailto:a@b.example",
      "tel:+353-1-23",
    ])
      expect([good, isMenuAddress(good)]).toEqual([good, true]);
    for (const bad of [
      "//evil.example",
      "/\\evil.example",
      "javascript:alert(1)",
      "http://a.example",
      "search",
      "",
      "data:text/html,x",
    ])
      expect([bad, isMenuAddress(bad)]).toEqual([bad, false]);
  });
});
