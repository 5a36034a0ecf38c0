import { globSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

/**
 * Every export of an `actions.ts` is an address that anyone may post to, so each is made by the wrapper of its part,
 * which asks for surface, origin, session and permission.
 * @returns what is wrong with the file
 */
function findUnguarded(path: string, text: string): string[] {
  const wrapper = path.startsWith("app/admin/") ? "adminAction" : "shopAction";
  const faults: string[] = [];
  if (!text.startsWith('"use server";\n')) faults.push('does not start with "use server"');
  const imported = new RegExp(`^import \\{ ${wrapper} \\} from "@/app/action";$`, "m");
  if (!imported.test(text)) faults.push(`does not import ${wrapper} from app/action`);
  const exported = text.match(/^[ \t]*export\b.*/gm) ?? [];
  if (exported.length === 0) faults.push("exports nothing");
  for (const line of exported) {
    if (!new RegExp(`^export const \\w+ = ${wrapper}\\(`).test(line)) faults.push(`not made here: ${line}`);
  }
  if (new RegExp(`(const|let|var|function) ${wrapper}\\b`).test(text)) faults.push(`declares ${wrapper}`);
  if (/^(?!import).*\b(requireSurface|requireSameOrigin|requireAdmin\w*)\(/m.test(text))
    faults.push("guards by hand");
  return faults;
}

const FILES = globSync("app/**/actions.ts");

it("the search finds the actions of every part of the app", () => {
  expect(FILES.length).toBeGreaterThanOrEqual(8);
});

it.each(FILES)("%s exports only what the wrapper of its part made", (path) => {
  expect(findUnguarded(path, readFileSync(path, "utf8"))).toEqual([]);
});

it("only signing in and out, and a one-time link, ask for no permission", () => {
  const open = FILES.filter((path) => readFileSync(path, "utf8").includes("permission: null"));
  expect(open.toSorted()).toEqual([
    "app/admin/(signed-in)/actions.ts",
    "app/admin/sign-in/actions.ts",
    "app/admin/sign-in/code/actions.ts",
    "app/admin/welcome/[token]/actions.ts",
  ]);
});

// Each planted file breaks one rule; a checker that passes them all checks nothing.
describe("the checker", () => {
  const start = '"use server";\nimport { adminAction } from "@/app/action";\n';
  const good = `${start}export const refund = adminAction({ permission: "orders.refund" }, run);\n`;
  it("lets the allowed pass", () => {
    expect(findUnguarded("app/admin/x/actions.ts", good)).toEqual([]);
  });
  it.each([
    ["a function of its own", `${good}export async function leak() {}\n`],
    ["a constant of its own", `${good}export const leak = async () => read();\n`],
    ["a default export", `${good}export default adminAction({}, run);\n`],
    ["a list of exports", `${good}const leak = async () => {};\nexport { leak };\n`],
    ["another file's export", `${good}export * from "./leak";\n`],
    ["an indented export", `${good} export async function leak() {}\n`],
    ["the wrapper of the other part", good.replaceAll("adminAction", "shopAction")],
    ["a wrapper of another file", good.replace("@/app/action", "./action")],
    ["a wrapper of its own", `${good}function adminAction(run) {}\n`],
    ["a guard by hand", `${good}async function run() { await requireAdmin("orders.refund"); }\n`],
    ["no directive", good.replace('"use server";\n', "")],
    ["no export", start],
  ])("finds %s", (_, text) => {
    expect(findUnguarded("app/admin/x/actions.ts", text)).not.toEqual([]);
  });
});
