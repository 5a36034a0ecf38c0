import { execFileSync } from "node:child_process";
import { expect, given, test } from "./shop.ts";

type Request = { key: string | null; method: string; route: string };

function readDeclared(): Set<string> {
  const tsx = ["node_modules/tsx/dist/cli.mjs", "--tsconfig", "tsconfig.scripts.json"];
  const printed = execFileSync(process.execPath, [...tsx, "tests/support/print-declared.ts"], {
    encoding: "utf8",
  });
  return new Set(printed.trim().split("\n"));
}

/** Last of all, by its name: what the shop has asked of Stripe while every other test ran. */
test("the whole run asked Stripe for nothing that is not declared", async () => {
  const answer = await fetch(`${given.sandbox}/_sandbox/requests?limit=5000`);
  const { data } = (await answer.json()) as { data: Request[] };
  const asked = new Set(
    data.flatMap(({ key, method, route }) =>
      key?.startsWith("shop ") ? [`${key.slice("shop ".length)} ${method} ${route}`] : [],
    ),
  );
  const declared = readDeclared();
  expect([...asked].filter((request) => !declared.has(request))).toEqual([]);
  expect(asked.size).toBeGreaterThanOrEqual(5);
});
