import { CALLS } from "../../server/stripe/calls.ts";
import { expect, given, test } from "./shop.ts";

type Request = { key: string | null; method: string; route: string; status: number };

/** Last of all, by its name: what the shop has asked of Stripe while every other test ran. */
test("the whole run asked Stripe for nothing that is not declared, and was never refused", async () => {
  const answer = await fetch(`${given.sandbox}/_sandbox/requests?limit=5000`);
  const { data } = (await answer.json()) as { data: Request[] };
  const ours = data.filter(({ key }) => key?.startsWith("shop "));
  const declared = new Set(
    Object.values(CALLS).map(({ role, operation }) => `shop ${role} ${operation.replace("{id}", ":id")}`),
  );
  const asked = new Set(ours.map(({ key, method, route }) => `${key} ${method} ${route}`));
  expect([...asked].filter((request) => !declared.has(request))).toEqual([]);
  expect(asked.size).toBeGreaterThanOrEqual(5);
  // The keys are minted with exactly the manifest's permissions: they sufficed for everything above.
  expect(ours.filter(({ status }) => status === 401 || status === 403)).toEqual([]);
});
