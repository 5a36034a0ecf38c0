import { globSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

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
