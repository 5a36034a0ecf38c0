import type { Page } from "@playwright/test";

export type FoundText = { where: string; text: string };

/**
 * What a person reads or hears on a page, block by block: visible text, names, alternative texts, placeholders
 * and the title. Dates are written by Intl, in `<time>`; `<code>` and what is marked `translate="no"` is data.
 */
export async function textsIn(page: Page): Promise<FoundText[]> {
  return await page.evaluate(() => {
    const found: { where: string; text: string }[] = [{ where: "title", text: document.title }];
    const isSkipped = (element: Element) =>
      element.closest("script, style, noscript, template, iframe, time, code, [translate=no]") !== null;
    const blockOf = (element: Element): Element => {
      let block = element;
      // What only a screen reader hears is taken out of the line by its style: a span is a part all the same.
      const isPart = () =>
        block.tagName === "SPAN" || /^(inline|contents)/.test(getComputedStyle(block).display);
      while (block.parentElement && isPart()) block = block.parentElement;
      return block;
    };
    const blocks = new Map<Element, string>();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      // What a field holds was typed.
      if (!parent || parent.tagName === "TEXTAREA" || isSkipped(parent)) continue;
      const block = blockOf(parent);
      blocks.set(block, (blocks.get(block) ?? "") + node.nodeValue);
    }
    for (const [block, text] of blocks) found.push({ where: block.tagName.toLowerCase(), text });
    for (const element of document.querySelectorAll("[aria-label], [alt], [placeholder], [title]")) {
      if (isSkipped(element)) continue;
      for (const name of ["aria-label", "alt", "placeholder", "title"]) {
        const text = element.getAttribute(name);
        if (text) found.push({ where: `${element.tagName.toLowerCase()} ${name}`, text });
      }
    }
    return found;
  });
}

/** What is left of a text without what stands in brackets and without data: nothing, if it comes from the messages. */
export function textOutsideMessages(text: string, data: readonly (string | RegExp)[]): string {
  let rest = text.replaceAll(/\s+/g, " ");
  // Messages may stand in messages: the innermost go first.
  for (let before = ""; before !== rest; ) {
    before = rest;
    rest = rest.replaceAll(/\[[^[\]]*\]/g, "");
  }
  for (const known of data) rest = rest.replaceAll(known, "");
  return /\p{L}/u.test(rest) ? rest.trim() : "";
}

/** By how many pixels the page is wider than its window, or a list wider than the page. */
export async function overflowOf(page: Page): Promise<number> {
  return await page.evaluate(() => {
    const lists = [...document.querySelectorAll("section[tabindex]")];
    const excess = [document.documentElement, ...lists].map((box) => box.scrollWidth - box.clientWidth);
    return Math.max(...excess);
  });
}
