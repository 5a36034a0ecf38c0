import { describe, expect, test } from "vitest";
import { ALL, openSandbox } from "../support/open-sandbox.ts";

describe("faults of the API", () => {
  const form = { name: "Mug" };
  test("hang and cut happen after the work; the same key finds the result", async () => {
    const { fault, http, sdk } = await openSandbox();
    await fault({ kind: "cut", path: "POST /v1/products", count: 1 });
    await fault({ kind: "hang", path: "POST /v1/prices", ms: 200, count: 1 });
    const headers = { "idempotency-key": "k1" };
    await expect(http("POST", "/v1/products", form, headers)).rejects.toThrow("fetch failed");
    const [product] = (await sdk().products.list()).data;
    const replayed = await http("POST", "/v1/products", form, headers);
    expect(replayed.json.id).toBe(product?.id);
    expect((await sdk().products.list()).data).toHaveLength(1);
    const price = { currency: "eur", unit_amount: "500", product: product?.id ?? "" };
    await expect(http("POST", "/v1/prices", price)).rejects.toThrow("fetch failed");
    expect((await sdk().prices.list()).data).toHaveLength(1);
  });

  test("statuses: before or after the work, for a path, a number of times, until cleared", async () => {
    const { fault, http, sdk, control } = await openSandbox();
    await fault({ kind: "status", status: 429, retry_after: 3, path: "POST /v1/products", count: 1 });
    const limited = await http("POST", "/v1/products", form);
    expect(limited).toMatchObject({ status: 429, json: { error: { code: "rate_limit" } } });
    expect(limited.headers.get("retry-after")).toBe("3");
    expect((await sdk().products.list()).data).toHaveLength(0);
    await fault({ kind: "status", status: 500, execute: true });
    expect((await http("POST", "/v1/products", form)).status).toBe(500);
    expect((await http("GET", "/v1/products")).status).toBe(500);
    await control("DELETE", "faults");
    expect((await sdk().products.list()).data).toHaveLength(1);
    expect((await control("POST", "faults", { kind: "nonsense" })).status).toBe(400);
  });

  test("the control API is closed to pages and proxies", async () => {
    const { url } = await openSandbox();
    const ask = async (headers: Record<string, string>) =>
      (
        await fetch(`${url}/_sandbox/faults`, {
          method: "DELETE",
          headers: { authorization: `Bearer ${ALL}`, ...headers },
        })
      ).status;
    expect(await ask({})).toBe(200);
    expect(await ask({ "sec-fetch-site": "cross-site" })).toBe(403);
    expect(await ask({ "x-forwarded-for": "203.0.113.9" })).toBe(403);
  });
});
