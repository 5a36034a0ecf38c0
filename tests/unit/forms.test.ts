import { globSync, readFileSync } from "node:fs";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { PlainForm } from "../../ui/kit/form/sending/action-form.tsx";

const KIT = new Set(["ui/kit/form/sending/action-form.tsx", "ui/kit/form/sending/use-sending.ts"]);

/** Forms that would be lost, with the page around them, where their action does not get through. */
function findUnsafe(text: string): string[] {
  const found: string[] = [];
  for (const [tag] of text.matchAll(/<form\b[\s\S]*?>/g))
    if (!/method="get"|action="\//.test(tag)) found.push(tag);
  if (/\buseActionState\(/.test(text)) found.push("useActionState");
  return found;
}

describe("forms", () => {
  const files = globSync("{ui,app}/**/*.{ts,tsx}").filter((path) => !KIT.has(path));

  it("D10: every form that changes anything is the kit's, which keeps the page where it does not get through", () => {
    expect(files.length).toBeGreaterThan(100);
    expect(
      files.flatMap((path) => findUnsafe(readFileSync(path, "utf8")).map((tag) => `${path}: ${tag}`)),
    ).toEqual([]);
  });

  it.each([
    "<form action={submit}>",
    '<form ref={form}\n  action={send}\n  className="grid">',
    "const [state, submit] = useActionState(action, null);",
  ])("the search finds %s", (text) => {
    expect(findUnsafe(text)).toHaveLength(1);
  });
});

/** What Next.js makes of a server action: React asks it how a form without JavaScript is sent. */
function serverAction() {
  const sent = () => ({ name: "$ACTION_ID_1", method: "POST", encType: "multipart/form-data", data: null });
  const action = Object.assign(async () => undefined, { $$FORM_ACTION: sent });
  return Object.assign(action, { bind: () => action });
}

it("D10: a form that keeps its page is one that a browser without JavaScript can send", () => {
  const html = renderToStaticMarkup(createElement(PlainForm, { action: serverAction() }));
  expect(html).toMatch(/<form[^>]* method="POST"/i);
  const wrapped = serverAction();
  const around = renderToStaticMarkup(createElement(PlainForm, { action: () => wrapped() }));
  expect(around).not.toMatch(/method="POST"/i);
});
