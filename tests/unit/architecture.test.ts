import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, expect, it } from "vitest";
import { findViolations, type SourceFile } from "../support/architecture.ts";

const FOLDERS = ["app", "ui", "domain", "messages", "server", "sandbox", "scripts", "tests"];

function readSources(): SourceFile[] {
  return FOLDERS.flatMap((folder) =>
    readdirSync(folder, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile() && /\.(ts|tsx|mjs)$/.test(entry.name))
      .map((entry) => normalize(join(entry.parentPath, entry.name)))
      // The imports planted below are texts.
      .filter((path) => !path.endsWith("/architecture.test.ts"))
      .map((path) => ({ path, text: readFileSync(path, "utf8") })),
  );
}

describe("the folders of the code", () => {
  it("import one way only", () => {
    expect(findViolations(readSources())).toEqual([]);
  });

  it("reads every folder", () => {
    const folders = new Set(readSources().map(({ path }) => dirname(path).split("/")[0]));
    expect([...folders].toSorted()).toEqual(FOLDERS.toSorted());
  });
});

// Each planted file breaks one rule; a checker that passes them all checks nothing.
describe("the checker", () => {
  const planted: [string, string, string][] = [
    ["domain/a.ts", 'import { x } from "@/server/platform/env";', "domain must not import server"],
    ["domain/a.ts", 'import { readFile } from "node:fs";', "domain must not import node:fs"],
    ["domain/a.ts", "export const now = () => Date.now();", "domain must not read the clock"],
    ["ui/a.tsx", 'import { pool } from "@/server/platform/db";', "ui must not import server"],
    ["ui/a.tsx", 'const x = await import("../server/platform/db");', "ui must not import server"],
    [
      "server/stripe/a.ts",
      'import "server-only"; import { x } from "../orders/reconcile/reconcile-order";',
      "stripe must not use orders",
    ],
    [
      "server/orders/a.ts",
      'import "server-only"; import { x } from "../webhooks/drain-inbox";',
      "orders must not use webhooks",
    ],
    [
      "server/orders/a.ts",
      'import "server-only"; import { x } from "../cart/read-cart";',
      "orders must not use cart",
    ],
    [
      "server/a.ts",
      'import "server-only"; import { x } from "@/sandbox/server";',
      "server must not import sandbox",
    ],
    [
      "server/a.ts",
      'import "server-only"; import { x } from "@/ui/shop/product/price";',
      "server must not import ui",
    ],
    ["server/orders/a.ts", "export const x = 1;", 'server files start with import "server-only"'],
    [
      "server/orders/a.ts",
      'import "server-only"; import Stripe from "stripe";',
      "only server/stripe imports stripe",
    ],
    [
      "server/orders/a.ts",
      'import "server-only"; import { PrismaClient } from "@/prisma/generated/client";',
      "only server/platform/db.ts imports the Prisma client",
    ],
    [
      "server/orders/a.ts",
      'import "server-only"; const x = process.env.SECRET;',
      "only server/platform/env.ts reads process.env",
    ],
    [
      "server/unlisted/a.ts",
      'import "server-only"; import { x } from "../platform/env";',
      "server/unlisted is not in the list of modules",
    ],
    ["sandbox/a.ts", 'import { x } from "@/domain/money";', "sandbox must not import domain"],
    ["app/a/page.tsx", 'import { x } from "@/sandbox/server";', "app must not import sandbox"],
    [
      "tests/support/a.ts",
      'import { startSandbox } from "../../sandbox/server.ts";',
      "tests start the sandbox as a process",
    ],
    [
      "sandbox/tests/a.ts",
      'import { x } from "../../tests/support/door.ts";',
      "sandbox must not import tests",
    ],
    [
      "scripts/a.ts",
      'import { x } from "@latchkey/stripe-sandbox/server.ts";',
      "the sandbox is started, not imported",
    ],
    [
      "app/a/page.tsx",
      'import { x } from "../b/helper";',
      "app imports only its own folder and other routes' actions",
    ],
    [
      "app/a/form.ts",
      '"use server"; export async function x() {}',
      "only actions.ts files are server actions",
    ],
    ["scripts/a.ts", 'import { x } from "../ui/price";', "scripts must not import ui"],
  ];

  it.each(planted)("finds in %s: %s", (path, text, rule) => {
    expect(findViolations([{ path, text }]).map((found) => found.rule)).toContain(rule);
  });

  it("finds a circle of imports, through another file as well", () => {
    const files = [
      { path: "domain/a.ts", text: 'import { b } from "./b.ts";' },
      { path: "domain/b.ts", text: 'import type { C } from "@/domain/c";' },
      { path: "domain/c.ts", text: 'import { a } from "./a";' },
    ];
    expect(findViolations(files)).toEqual([
      {
        path: "domain/a.ts",
        rule: "circle of imports: domain/a.ts -> domain/b.ts -> domain/c.ts -> domain/a.ts",
      },
    ]);
  });

  it("finds a folder with more than twelve files", () => {
    const files = Array.from({ length: 13 }, (_, at) => ({ path: `ui/shop/a${at}.tsx`, text: "" }));
    expect(findViolations(files.slice(1))).toEqual([]);
    expect(findViolations(files)).toEqual([{ path: "ui/shop", rule: "a folder of 13 files needs wings" }]);
  });

  it("lets the allowed pass", () => {
    const allowed: SourceFile[] = [
      { path: "domain/a.ts", text: 'import { x } from "./money";' },
      {
        path: "ui/a.tsx",
        text: 'import type { Money } from "@/domain/money"; import { B } from "./kit/button";',
      },
      {
        path: "server/orders/a.ts",
        text: 'import "server-only"; import { s } from "../stock/reserve-stock"; import { b } from "./reconcile-order";',
      },
      { path: "server/stripe/a.ts", text: 'import "server-only"; import type Stripe from "stripe";' },
      {
        path: "app/(shop)/cart/page.tsx",
        text: 'import { add } from "../products/actions"; import { x } from "./form";',
      },
      {
        path: "tests/unit/a.test.ts",
        text: 'import { permissionOf } from "../../sandbox/protocol/permissions.ts";',
      },
      { path: "app/a/actions.ts", text: '"use server"; export async function x() {}' },
    ];
    expect(findViolations(allowed)).toEqual([]);
  });
});
