import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { findViolations, type Rules, type SourceFile, usesOf } from "./support/architecture.ts";

const ROOT = join(import.meta.dirname, "..");

/** From the ground up; main.ts and server.ts, at the root, put all of it together. */
const MAY_USE: Record<string, readonly string[]> = {
  objects: [],
  faults: ["objects"],
  store: ["objects"],
  clock: ["store"],
  work: ["objects", "store"],
  protocol: ["objects", "store", "work"],
  versions: ["objects", "protocol", "store"],
  webhooks: ["faults", "objects", "protocol", "store", "versions", "work"],
  catalog: ["objects", "protocol", "work"],
  customers: ["objects", "protocol", "work"],
  discounts: ["customers", "objects", "protocol", "store", "work"],
  balance: ["customers", "objects", "protocol", "store", "work"],
  disputes: ["balance", "customers", "objects", "protocol", "work"],
  payments: ["balance", "customers", "disputes", "objects", "protocol", "store", "work"],
  checkout: [
    "balance",
    "catalog",
    "customers",
    "discounts",
    "objects",
    "payments",
    "protocol",
    "store",
    "work",
  ],
  registry: [
    "balance",
    "catalog",
    "checkout",
    "customers",
    "discounts",
    "disputes",
    "payments",
    "protocol",
    "store",
    "webhooks",
    "work",
  ],
  api: ["faults", "objects", "protocol", "registry", "store", "versions", "work"],
  control: ["api", "clock", "faults", "objects", "protocol", "store", "webhooks", "work"],
  pages: [
    "api",
    "balance",
    "checkout",
    "clock",
    "control",
    "customers",
    "disputes",
    "faults",
    "objects",
    "payments",
    "protocol",
    "store",
    "webhooks",
    "work",
  ],
};

const manifest: { dependencies: object } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
const RULES: Rules = {
  mayUse: MAY_USE,
  packages: Object.keys(manifest.dependencies),
  typesOnly: ["stripe"],
};

function readSources(): SourceFile[] {
  return readdirSync(ROOT, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({ path: relative(ROOT, file), text: readFileSync(file, "utf8") }))
    .filter(({ path }) => !/^(tests|node_modules)\/|^vitest\.config\.ts$/.test(path));
}

describe("the sandbox's folders", () => {
  it("use each other one way only, without a circle", () => {
    expect(findViolations(readSources(), RULES)).toEqual([]);
  });

  it("are all listed, each with no more than it uses", () => {
    expect(usesOf(readSources())).toEqual(MAY_USE);
  });

  it("are listed after all that they use", () => {
    const seen: string[] = [];
    const early: string[] = [];
    for (const [folder, uses] of Object.entries(MAY_USE)) {
      early.push(...uses.filter((used) => !seen.includes(used)).map((used) => `${folder} -> ${used}`));
      seen.push(folder);
    }
    expect(early).toEqual([]);
  });
});

// Each planted file breaks one rule; a checker that passes them all checks nothing.
describe("the checker", () => {
  const rules: Rules = {
    mayUse: { low: [], high: ["low"] },
    packages: ["hono", "@hono/node-server"],
    typesOnly: ["stripe"],
  };
  const low = { path: "low/a.ts", text: "export const a = 1;" };
  const check = (...planted: SourceFile[]): string[] => findViolations([low, ...planted], rules);

  it("finds an import that leads up", () => {
    const up = { path: "low/b.ts", text: 'import type { C } from "../high/c.ts";' };
    const high = { path: "high/c.ts", text: "export type C = 1;" };
    expect(check(up, high)).toContain("low/b.ts: low must not use high");
  });

  it("finds an import of the root from a folder", () => {
    const root = { path: "server.ts", text: "export const s = 1;" };
    expect(check(root, { path: "high/c.ts", text: 'import { s } from "../server.ts";' })).toEqual([
      "high/c.ts: high must not use the root",
    ]);
  });

  it("finds a folder that is not on the list", () => {
    expect(check({ path: "odd/b.ts", text: 'import { a } from "../low/a.ts";' })).toEqual([
      "odd is a folder without a list of what it may use",
    ]);
  });

  it("finds a circle of three files, of types too", () => {
    const circle = [
      { path: "high/b.ts", text: 'import type { C } from "./c.ts";' },
      { path: "high/c.ts", text: 'export { d } from "./d.ts";' },
      { path: "high/d.ts", text: 'const { b } = await import("./b.ts");' },
    ];
    expect(check(...circle)).toEqual(["circle of files: high/b.ts, high/c.ts, high/d.ts"]);
  });

  it("finds a circle of folders whose files make none", () => {
    const wings = [
      { path: "high/x/b.ts", text: 'import { c } from "../y/c.ts";' },
      { path: "high/y/c.ts", text: "export const c = 1;" },
      { path: "high/y/d.ts", text: 'import { e } from "../x/e.ts";' },
      { path: "high/x/e.ts", text: "export const e = 1;" },
    ];
    expect(check(...wings)).toEqual(["circle of folders: high/x, high/y"]);
  });

  it("finds what leaves the package, and what is not there", () => {
    const outside = { path: "high/b.ts", text: 'import { x } from "../../server/env.ts";' };
    const gone = { path: "high/c.ts", text: 'import { x } from "./gone.ts";' };
    expect(check(outside, gone)).toEqual([
      "high/b.ts must not import ../../server/env.ts from outside the package",
      "high/c.ts imports ./gone.ts, which is not there",
    ]);
  });

  it("finds a package that is not brought along, and one of which only types may be used", () => {
    const pg = { path: "high/b.ts", text: 'import { Pool } from "pg";' };
    const stripe = { path: "high/c.ts", text: 'import Stripe from "stripe";' };
    expect(check(pg, stripe)).toEqual([
      "high/b.ts imports pg, which package.json does not bring along",
      "high/c.ts imports stripe, which package.json does not bring along",
    ]);
  });

  it("finds a folder with more than twelve files", () => {
    const many = Array.from({ length: 13 }, (_, index) => ({ path: `high/f${index}.ts`, text: "" }));
    expect(check(...many)).toEqual(["high holds 13 files: make wings by subject"]);
  });

  it("lets the allowed pass", () => {
    const allowed = [
      { path: "high/b.ts", text: 'import type Stripe from "stripe";\nimport { a } from "../low/a.ts";' },
      { path: "high/c.ts", text: 'import { readFileSync } from "node:fs";\nimport { b } from "./b.ts";' },
      { path: "server.ts", text: 'import { html } from "hono/html";\nimport { c } from "./high/c.ts";' },
    ];
    expect(check(...allowed)).toEqual([]);
  });
});
