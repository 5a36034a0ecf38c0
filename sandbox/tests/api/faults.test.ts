import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { describeFaults, type FaultParameter } from "../../faults/fault-kinds.ts";
import { openReceiver } from "../support/open-receiver.ts";
import { ALL, openSandbox } from "../support/open-sandbox.ts";

const form = { name: "Mug" };
const once = (key: string) => ({ "idempotency-key": key });

describe("whom a fault strikes", () => {
  test("a route, an id in the middle, the end of a path", async () => {
    const { fault, http, control } = await openSandbox();
    const { id } = (await http("POST", "/v1/products", form)).json;
    const statuses = async () => [
      (await http("GET", "/v1/products")).status,
      (await http("GET", `/v1/products/${id}`)).status,
      (await http("POST", `/v1/products/${id}`, form)).status,
    ];
    for (const [path, expected] of [
      ["GET /v1/prod", [503, 503, 200]],
      ["GET /v1/products$", [503, 200, 200]],
      ["POST /v1/products/:id", [200, 200, 503]],
      ["GET /v1/prices", [200, 200, 200]],
    ] as const) {
      await fault({ kind: "status", status: 503, path });
      expect([path, await statuses()]).toEqual([path, expected]);
      await control("DELETE", "faults");
    }
  });

  test("by probability: the same seed strikes the same turns, another one others", async () => {
    const { fault, http, control } = await openSandbox();
    const play = async (seed: number, probability = 0.5) => {
      await fault({ kind: "status", status: 503, probability, seed });
      const struck: number[] = [];
      for (let turn = 0; turn < 40; turn += 1)
        if ((await http("GET", "/v1/products")).status === 503) struck.push(turn);
      await control("DELETE", "faults");
      return struck;
    };
    const struck = await play(7);
    expect(struck.length).toBeGreaterThan(8);
    expect(struck.length).toBeLessThan(32);
    expect(await play(7)).toEqual(struck);
    expect(await play(8)).not.toEqual(struck);
    expect(await play(7, 0)).toEqual([]);
  });

  test("an event type or a family of them", async () => {
    const { fault, sdk } = await openSandbox();
    await fault({ kind: "no_event", type: "product.updated" });
    await fault({ kind: "no_event", type: "price.*" });
    const { id } = await sdk().products.create(form);
    await sdk().products.update(id, { name: "Cup" });
    await sdk().prices.create({ currency: "eur", unit_amount: 500, product: id });
    expect((await sdk().events.list()).data.map(({ type }) => type)).toEqual(["product.created"]);
  });

  test("each is listed with an id, by which it ends", async () => {
    const { fault, control } = await openSandbox();
    await fault({ kind: "cut", count: 3 });
    const [cut, down] = (await fault({ kind: "down" })).json.data;
    expect(cut).toEqual({ id: cut.id, kind: "cut", count: 3 });
    expect((await control("DELETE", `faults/${cut.id}`)).json.data).toEqual([down]);
    expect((await control("DELETE", `faults/${cut.id}`)).status).toBe(404);
    const wrong = await fault({ kind: "hang", ms: 10, color: "red" });
    expect(wrong).toMatchObject({
      status: 400,
      json: { error: { message: expect.stringMatching(/color/) } },
    });
  });
});

describe("what a fault does", () => {
  test("a twin event: two ids, one change", async () => {
    const { fault, sdk, control } = await openSandbox();
    const receiver = await openReceiver();
    await control("POST", "webhook_endpoints", { url: receiver.url, enabled_events: ["*"] });
    await fault({ kind: "twin_event", count: 1 });
    const { id } = await sdk().products.create(form);
    await receiver.arrived(2);
    const [first, second] = receiver.received;
    expect(first?.event.data).toEqual(second?.event.data);
    expect(first?.event.data.object).toMatchObject({ id });
    expect(first?.event.id).not.toBe(second?.event.id);
    expect((await sdk().events.list()).data).toHaveLength(2);
  });

  test("down: nothing answers and nothing runs", async () => {
    const { fault, http, control } = await openSandbox();
    await fault({ kind: "down" });
    await expect(http("POST", "/v1/products", form)).rejects.toThrow("fetch failed");
    await expect(http("GET", "/v1/products")).rejects.toThrow("fetch failed");
    await control("DELETE", "faults");
    expect((await http("GET", "/v1/products")).json.data).toEqual([]);
  });

  test("an executed 500 is replayed for its key; one that never ran is not", async () => {
    const { fault, http } = await openSandbox();
    await fault({ kind: "status", status: 500, execute: true, count: 1 });
    const failed = await http("POST", "/v1/products", form, once("executed"));
    const again = await http("POST", "/v1/products", form, once("executed"));
    expect([failed.status, again.status]).toEqual([500, 500]);
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    expect(again.json).toEqual(failed.json);
    await fault({ kind: "status", status: 500, count: 1 });
    expect((await http("POST", "/v1/products", form, once("refused"))).status).toBe(500);
    expect((await http("POST", "/v1/products", form, once("refused"))).status).toBe(200);
    expect((await http("GET", "/v1/products")).json.data).toHaveLength(2);
  });

  test("429 of both kinds, 409, and the header that tells the SDK whether to try again", async () => {
    const { fault, http } = await openSandbox();
    const answer = async (body: object, headers = {}) => {
      await fault({ kind: "status", count: 1, ...body });
      return http("POST", "/v1/products", form, headers);
    };
    const plain = await answer({ status: 429 });
    expect(plain.json.error).toMatchObject({ code: "rate_limit" });
    expect(plain.headers.get("retry-after")).toBeNull();
    const locked = await answer({ status: 429, code: "lock_timeout", retry_after: 2, should_retry: true });
    expect(locked.json.error).toMatchObject({ code: "lock_timeout", type: "invalid_request_error" });
    expect(locked.headers.get("retry-after")).toBe("2");
    expect(locked.headers.get("stripe-should-retry")).toBe("true");
    const busy = await answer({ status: 409 }, once("busy"));
    expect(busy).toMatchObject({ status: 409, json: { error: { code: "idempotency_key_in_use" } } });
    expect((await http("GET", "/v1/products")).json.data).toEqual([]);
  });

  test("a gateway's page, a torn answer: the key finds what was done", async () => {
    const { fault, http, url } = await openSandbox();
    await fault({ kind: "html_error", count: 1 });
    const page = await http("POST", "/v1/products", form);
    expect(page.status).toBe(502);
    expect(page.headers.get("content-type")).toContain("text/html");
    expect((await http("GET", "/v1/products")).json.data).toEqual([]);
    await fault({ kind: "html_error", status: 504, execute: true, count: 1 });
    expect((await http("POST", "/v1/products", form, once("paged"))).status).toBe(504);
    expect((await http("POST", "/v1/products", form, once("paged"))).json.name).toBe("Mug");
    await fault({ kind: "truncated_json", count: 1 });
    const torn = await fetch(`${url}/v1/products`, {
      method: "POST",
      headers: { authorization: `Bearer ${ALL}`, ...once("torn") },
      body: new URLSearchParams(form),
    });
    expect(torn.status).toBe(200);
    await expect(torn.json()).rejects.toThrow(SyntaxError);
    expect((await http("POST", "/v1/products", form, once("torn"))).json.object).toBe("product");
    expect((await http("GET", "/v1/products")).json.data).toHaveLength(2);
  });

  test("an answer from the future: a value and fields that nobody knows, and only in the answer", async () => {
    const { fault, http } = await openSandbox();
    const { id } = (await http("POST", "/v1/products", form)).json;
    await fault({ kind: "unknown_value", field: "type", count: 1 });
    expect((await http("GET", `/v1/products/${id}`)).json.type).toBe("unheard_of_by_the_sandbox");
    await fault({ kind: "extra_fields", count: 1 });
    const { json } = await http("GET", "/v1/products");
    expect(json.data[0]).toMatchObject({ id, unheard_of_by_the_sandbox_flag: true });
    const clean = (await http("GET", `/v1/products/${id}`)).json;
    expect(JSON.stringify(clean)).not.toContain("unheard_of");
  });
});

describe("a key", () => {
  const read = "product_read";
  test("loses one permission and gets it back", async () => {
    const { control, mint, http } = await openSandbox();
    const key = await mint("shop", ["product_write", "charge_read"]);
    const statuses = async () => {
      const headers = { authorization: `Bearer ${key}` };
      const calls = [
        http("POST", "/v1/products", form, headers),
        http("GET", "/v1/products", {}, headers),
        http("GET", "/v1/refunds", {}, headers),
      ];
      return (await Promise.all(calls)).map(({ status }) => status);
    };
    expect(await statuses()).toEqual([200, 200, 200]);
    await control("POST", "keys", { name: "shop", without: ["product_write"] });
    expect(await statuses()).toEqual([403, 200, 200]);
    await control("POST", "keys", { name: "shop", without: [read, "charge_read"] });
    expect(await statuses()).toEqual([200, 403, 403]);
    await control("POST", "keys", { name: "shop", without: [] });
    expect(await statuses()).toEqual([200, 200, 200]);
  });

  test("is revoked, and expires at its moment on the sandbox's clock", async () => {
    const { control, mint, http, advance } = await openSandbox();
    const key = await mint("shop", [read]);
    const ask = async () => http("GET", "/v1/products", {}, { authorization: `Bearer ${key}` });
    const expired = { status: 401, json: { error: { code: "api_key_expired" } } };
    await control("POST", "keys", { name: "shop", revoked: true });
    expect(await ask()).toMatchObject(expired);
    await control("POST", "keys", { name: "shop", revoked: false, expires_in_seconds: 60 });
    expect((await ask()).status).toBe(200);
    await advance(61);
    expect(await ask()).toMatchObject(expired);
    await control("POST", "keys", { name: "shop", expires_in_seconds: null });
    expect((await ask()).status).toBe(200);
    expect((await control("GET", "keys")).json.data).toEqual([{ name: "shop", permissions: [read] }]);
  });
});

test("README.md tells of every kind of fault and every parameter, as they are declared", async () => {
  const { control } = await openSandbox();
  const { common, kinds } = describeFaults();
  expect((await control("GET", "faults/kinds")).json).toEqual({ common, kinds });
  const tell = ({ name, isRequired, does }: FaultParameter) =>
    `\`${name}\`${isRequired ? " (needed)" : ""}: ${does}`;
  const rows = kinds.map(({ kind, does, parameters }) => {
    const own = parameters.filter(({ name }) => name !== "path" && name !== "type").map(tell);
    return `| \`${kind}\` | ${[does, ...own].join("<br>")} |`;
  });
  const docs = readFileSync(join(import.meta.dirname, "../../README.md"), "utf8");
  const table = /\| kind \| what happens \|\n.*\n((?:\|.*\n)+)/.exec(docs)?.[1];
  expect(table?.trim().split("\n")).toEqual(rows);
  const shared = kinds.flatMap(({ parameters }) =>
    parameters.filter(({ name }) => /^(path|type)$/.test(name)),
  );
  for (const parameter of [...common, ...shared]) expect(docs).toContain(`- ${tell(parameter)}`);
});
