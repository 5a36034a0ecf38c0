import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

const FOLDER = "app/admin/(signed-in)";

/** The pages of the menu, each with the permission that shows it there. */
const menu = [
  ...readFileSync(`${FOLDER}/places.ts`, "utf8").matchAll(/^ {2}\["(\w+)", "([\w.]+)"\],$/gm),
].map(([, page = "", permission = ""]) => [page, permission] as const);

it("M15: the menu shows a page to exactly the roles for which it opens", () => {
  expect(menu.length).toBeGreaterThanOrEqual(12);
  for (const [page, permission] of menu) {
    const source = readFileSync(`${FOLDER}/${page === "today" ? "" : `${page}/`}page.tsx`, "utf8");
    // A page that says whom to ask, in place of an error, checks the role itself.
    const guards = /requireAdminOrRedirect\(\s*"([\w.]+)"|!isAllowed\(admin\.role, "([\w.]+)"\)\) return/g;
    const asked = [...source.matchAll(guards)].map(([, guard, check]) => guard ?? check);
    expect(asked.at(-1), page).toBe(permission);
    expect(asked.length, page).toBeLessThanOrEqual(2);
  }
});

it("M15: every page at the first level of the admin is in the menu, or is everyone's", () => {
  const pages = readdirSync(FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  const others = pages.filter((name) => !menu.some(([page]) => page === name));
  expect(others.toSorted()).toEqual(["account", "confirm"]);
});
