import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, expect, it } from "vitest";
import { findViolations, type SourceFile } from "../support/architecture.ts";

const ROOMS = ["app", "ui", "domain", "server", "sandbox", "scripts"];

function readSources(): SourceFile[] {
  return ROOMS.flatMap((room) =>
    readdirSync(room, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile() && /\.(ts|tsx|mjs)$/.test(entry.name))
      .map((entry) => normalize(join(entry.parentPath, entry.name)))
      .map((path) => ({ path, text: readFileSync(path, "utf8") })),
  );
}

describe("the rooms of the house", () => {
  it("import one way only", () => {
    expect(findViolations(readSources())).toEqual([]);
  });

  it("reads every room", () => {
    const rooms = new Set(readSources().map(({ path }) => dirname(path).split("/")[0]));
    expect([...rooms].toSorted()).toEqual(ROOMS.toSorted());
  });
});

// Each planted file breaks one rule; a checker that passes them all checks nothing.
describe("the checker", () => {
  const planted: [string, string, string][] = [
    ["domain/a.ts", 'import { x } from "@/server/env";', "domain must not import server"],
    ["domain/a.ts", 'import { readFile } from "node:fs";', "domain must not import node:fs"],
    ["domain/a.ts", "export const now = () => Date.now();", "domain must not read the clock"],
    ["ui/a.tsx", 'import { pool } from "@/server/db";', "ui must not import server"],
    ["ui/a.tsx", 'const x = await import("../server/db");', "ui must not import server"],
    [
      "server/stripe/a.ts",
      'import "server-only"; import { x } from "../orders/settle-order";',
      "stripe (2) must not import orders (5)",
    ],
    [
      "server/orders/a.ts",
      'import "server-only"; import { x } from "../inbox/drain-inbox";',
      "orders (5) must not import inbox (6)",
    ],
    [
      "server/orders/a.ts",
      'import "server-only"; import { x } from "../cart/read-cart";',
      "orders (5) must not import cart (5)",
    ],
    [
      "server/a.ts",
      'import "server-only"; import { x } from "@/sandbox/server";',
      "server must not import sandbox",
    ],
    ["server/a.ts", 'import "server-only"; import { x } from "@/ui/price";', "server must not import ui"],
    ["server/orders/a.ts", "export const x = 1;", 'server files start with import "server-only"'],
    [
      "server/orders/a.ts",
      'import "server-only"; import Stripe from "stripe";',
      "only server/stripe imports stripe",
    ],
    [
      "server/orders/a.ts",
      'import "server-only"; import { PrismaClient } from "@/prisma/generated/client";',
      "only server/db.ts imports the Prisma client",
    ],
    [
      "server/orders/a.ts",
      'import "server-only"; const x = process.env.SECRET;',
      "only server/env.ts reads process.env",
    ],
    ["sandbox/a.ts", 'import { x } from "@/domain/money";', "sandbox must not import domain"],
    ["app/a/page.tsx", 'import { x } from "@/sandbox/server";', "app must not import sandbox"],
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

  it("lets the allowed pass", () => {
    const allowed: SourceFile[] = [
      { path: "domain/a.ts", text: 'import { x } from "./money";' },
      {
        path: "ui/a.tsx",
        text: 'import type { Money } from "@/domain/money"; import { B } from "./kit/button";',
      },
      {
        path: "server/orders/a.ts",
        text: 'import "server-only"; import { s } from "../stock/reserve-stock"; import { b } from "./settle-order";',
      },
      { path: "server/stripe/a.ts", text: 'import "server-only"; import type Stripe from "stripe";' },
      {
        path: "app/(shop)/cart/page.tsx",
        text: 'import { add } from "../products/actions"; import { x } from "./form";',
      },
      { path: "app/a/actions.ts", text: '"use server"; export async function x() {}' },
    ];
    expect(findViolations(allowed)).toEqual([]);
  });
});
