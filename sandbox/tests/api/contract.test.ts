import { expect, test } from "vitest";
import { endpoints } from "../../registry/endpoints.ts";
import { CONTRACT } from "../support/contract-calls.ts";
import { openSandbox } from "../support/open-sandbox.ts";

test("every call that the sandbox answers is one of the official SDK's, with its types", async () => {
  const { sdk, control } = await openSandbox();
  const stripe = sdk();
  const called: string[] = [];
  for (const { route, answer } of endpoints) {
    const contract = CONTRACT[route];
    if ("undocumented" in contract) continue;
    const result = await ("call" in contract ? contract.call(stripe) : contract.refused(stripe));
    const [request] = (await control("GET", "requests")).json.data;
    expect(`${request.method} ${request.route}`).toBe(route);
    if ("refused" in contract) {
      expect(result, route).toMatchObject({ type: "StripeInvalidRequestError" });
      expect([400, 404], route).toContain(request.status);
    } else {
      expect(request.status, route).toBe(200);
      expect(result, route).toMatchObject({ object: answer.isList ? "list" : answer.kind });
    }
    called.push(route);
  }
  expect(called.length).toBeGreaterThan(90);
});
