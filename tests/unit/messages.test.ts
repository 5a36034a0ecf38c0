import { readdirSync, readFileSync } from "node:fs";
import { join, normalize } from "node:path";
import { parse } from "@formatjs/icu-messageformat-parser";
import { describe, expect, it } from "vitest";
import { directionOf } from "../../messages/direction.ts";
import english from "../../messages/en.json" with { type: "json" };
import { translator } from "../../messages/messages.ts";
import { pluralForms } from "../../messages/plural-forms.ts";
import { PSEUDO_LOCALE, pseudoMessage } from "../../messages/pseudo.ts";
import type { SourceFile } from "../support/architecture.ts";
import {
  argumentsOf,
  findMessagesInBrowser,
  findTexts,
  findUnused,
  findWrongCalls,
  literalsIn,
  messagesIn,
} from "../support/message-rules.ts";

const ALL = messagesIn(english);
const KEYS = ALL.map(([key]) => key);
/** Where every text comes from the messages. */
const CONVERTED = [
  "app",
  "ui",
  "server/mail",
  "server/monitoring",
  "server/orders",
  "server/cart",
  "server/checkout",
];

function readSources(folders: string[]): SourceFile[] {
  return folders.flatMap((folder) =>
    readdirSync(folder, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
      .map((entry) => normalize(join(entry.parentPath, entry.name)))
      .map((path) => ({ path, text: readFileSync(path, "utf8") })),
  );
}

const sources = readSources(["app", "ui", "server", "messages", "domain"]);

describe("the messages", () => {
  it.each(ALL)("%s is a sentence in ICU's syntax", (_key, text) => {
    expect(() => parse(text)).not.toThrow();
    expect(text).toBe(text.trim() || "never empty");
    // An apostrophe quotes in ICU's syntax; a typographic one says what is meant.
    expect(text).not.toContain("'");
  });

  it("are all used", () => {
    expect(findUnused(KEYS, sources)).toEqual([]);
  });

  it("are said with all of their arguments", () => {
    expect(findWrongCalls(new Map(ALL), sources)).toEqual([]);
  });

  it("are the only texts of pages, components, mails and alarms", () => {
    expect(findTexts(readSources(CONVERTED))).toEqual([]);
  });

  it("and what reads them stay on the server", () => {
    expect(findMessagesInBrowser(sources)).toEqual([]);
  });

  it("have keys that are checked by the compiler", () => {
    const t = translator("en-IE");
    // @ts-expect-error: no such message
    const misspelled = () => t("shop.cart.tilte");
    expect(misspelled).toBeTypeOf("function");
    expect(t("shop.cart.title")).toBe("Cart");
  });

  it("say numbers as the locale writes them, and one of a thing as one", () => {
    const t = translator("en-IE");
    expect(t("shop.search.count", { count: 1 })).toBe("1 product");
    expect(t("shop.search.count", { count: 1200 })).toBe("1,200 products");
    expect(translator("de-DE")("shop.search.count", { count: 1200 })).toBe("1.200 products");
  });
});

describe("the pseudo-locale", () => {
  it.each(ALL)("writes %s in brackets, longer, with the same arguments", (_key, text) => {
    const pseudo = pseudoMessage(text);
    expect(pseudo).toMatch(/^\[.*\]$/s);
    expect(argumentsOf(pseudo)).toEqual(argumentsOf(text));
    expect(literalsIn(pseudo)).not.toMatch(/[A-Za-z]/);
    const length = literalsIn(text).length;
    expect(literalsIn(pseudo).length).toBeGreaterThanOrEqual(length * 1.4);
    expect(literalsIn(pseudo).length).toBeLessThanOrEqual(length * 1.4 + 10);
  });

  it("says what English says, about the same values", () => {
    const t = translator(PSEUDO_LOCALE);
    expect(t("shop.search.count", { count: 2 })).toMatch(/^\[2 ƥ/);
    expect(t("shop.order.heading", { number: 1042 })).toMatch(/^\[Ǿ\S+ 1042.*\]$/);
  });
});

describe("a number that only the browser knows", () => {
  it("is said in a form of its own for one and for more", () => {
    const t = translator("en-IE");
    const forms = pluralForms("en-IE", (count) =>
      t.markup("shop.frame.cartCount", { count, figure: () => "#" }),
    );
    expect(forms).toMatchObject({ one: "# item", other: "# items" });
  });

  it("has a form for each plural of the language", () => {
    expect(pluralForms("ar", String)).toEqual({
      zero: "0",
      one: "1",
      two: "2",
      few: "3",
      many: "11",
      other: "100",
    });
  });
});

describe("the direction of a document", () => {
  it.each([
    ["en-IE", "ltr"],
    ["ar", "rtl"],
    ["he-IL", "rtl"],
    ["ur-PK", "rtl"],
    ["az-Arab", "rtl"],
    ["ja", "ltr"],
    [PSEUDO_LOCALE, "ltr"],
  ])("of %s is %s", (locale, direction) => expect(directionOf(locale)).toBe(direction));
});

// Each planted file breaks one rule; a checker that passes them all checks nothing.
describe("the checker", () => {
  it.each([
    ["a text between tags", "<p>Hello</p>"],
    ["a text next to an expression", "<p>{name} left</p>"],
    ["a text next to a variable", "<p>Set <code>SMTP_URL</code> first</p>"],
    ["a string in braces", '<p>{"Sold out"}</p>'],
    ["one of two strings", '<p>{isLeft ? "left" : t("shop.cart.title")}</p>'],
    ["a name for those who hear", '<nav aria-label="Pages" />'],
    ["an alternative text", '<img alt="A mug" />'],
    ["a column's header", 'const COLUMN = { key: "total", header: "Total" };'],
    ["the name of a fact", "<Facts facts={[['Paid', amount]]} />"],
    ["a template as a label", "<Detail term={`Order \x24{number}`} />"],
    ["a page's title", 'export const metadata = { title: "Cart" };'],
    ["the title of pages without one", 'export const metadata = { title: { default: "Admin" } };'],
    ["a sentence of an action", 'return refuse("Nothing was added.");'],
  ])("finds %s", (_what, code) => {
    const text = code.startsWith("<")
      ? `export const A = () => ${code};`
      : code.startsWith("return")
        ? `function a() { ${code} }`
        : code;
    expect(findTexts([{ path: "ui/shop/a.tsx", text }])).not.toEqual([]);
  });

  it.each([
    ["class names and identifiers", '<p className="mt-4 text-lead" id="things">{t("shop.cart.title")}</p>'],
    ["brands", '<p>{BRANDS["American Express"] ?? name}</p>'],
    ["a command", '<p>{t.rich("shop.a", { command: () => <code>npm run keys</code> })}</p>'],
    ["punctuation and data", "<p>{name} · {price}</p>"],
  ])("lets %s pass", (_what, code) => {
    expect(findTexts([{ path: "ui/shop/a.tsx", text: `export const A = () => ${code};` }])).toEqual([]);
  });

  it("finds a message that nobody says", () => {
    const files = [{ path: "a.ts", text: 't("shop.a"); t(`shop.b.\x24{state}.title`);' }];
    expect(findUnused(["shop.a", "shop.b.paid.title", "shop.b.paid.next", "shop.c"], files)).toEqual([
      "shop.b.paid.next",
      "shop.c",
    ]);
  });

  it("finds a call without an argument or without a message", () => {
    const messages = new Map([["shop.a", "{count, plural, one {# of <b>{name}</b>} other {#}}"]]);
    const text = 't("shop.a", { count }); t.rich("shop.a", { count: 1, name, b }); t("shop.b");';
    expect(findWrongCalls(messages, [{ path: "a.ts", text }]).map(({ rule }) => rule)).toEqual([
      "shop.a is said without its b",
      "shop.a is said without its name",
      "there is no message shop.b",
    ]);
  });

  it("finds messages on their way to the browser", () => {
    const files = [
      { path: "ui/a.tsx", text: '"use client";\nimport { B } from "./b";' },
      { path: "ui/b.tsx", text: 'import { useTranslations } from "next-intl";' },
      { path: "ui/c.tsx", text: '"use client";\nimport type { Translate } from "@/messages/messages";' },
    ];
    expect(findMessagesInBrowser(files)).toEqual([
      { path: "ui/b.tsx", rule: "next-intl would go to the browser" },
    ]);
  });
});
