import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import type { SandboxOptions } from "../../server.ts";
import { openReceiver, verify } from "../support/open-receiver.ts";
import { ALL, mug, openSandbox } from "../support/open-sandbox.ts";

async function listening(
  types: string[],
  answer?: (count: number) => number | Promise<number>,
  options: Partial<SandboxOptions> = {},
) {
  const sandbox = await openSandbox(options);
  const receiver = await openReceiver(answer);
  const { json } = await sandbox.control("POST", "webhook_endpoints", {
    url: receiver.url,
    enabled_events: types,
  });
  const makeProduct = (name = "Mug") => sandbox.sdk().products.create({ name });
  return { ...sandbox, receiver, secret: json.secret as string, endpoint: json.id as string, makeProduct };
}

describe("webhooks", () => {
  test("arrive signed, and only the wanted types", async () => {
    const { sdk, pay, receiver, secret } = await listening([
      "checkout.session.completed",
      "charge.succeeded",
    ]);
    const { id } = await sdk().checkout.sessions.create(mug);
    await pay(id);
    await receiver.arrived(2);
    const completed = receiver.received.find(({ event }) => event.type === "checkout.session.completed");
    if (!completed) throw new Error("no completed event");
    expect(verify(completed, secret)).toMatchObject({
      object: "event",
      api_version: "2026-10-28.endive",
      livemode: false,
      pending_webhooks: 1,
      data: { object: { id, payment_status: "paid" } },
      request: { id: expect.stringMatching(/^req_/) },
    });
    expect(() => verify(completed, "whsec_wrong")).toThrow(/signature/i);
    expect(() => verify({ ...completed, body: completed.body.replace("2400", "2401") }, secret)).toThrow(
      /signature/i,
    );
    expect(receiver.types().sort()).toEqual(["charge.succeeded", "checkout.session.completed"]);
    await vi.waitFor(async () =>
      expect((await sdk().events.retrieve(completed.event.id)).pending_webhooks).toBe(0),
    );
  });

  test("the secret is shown when an endpoint is made and never again", async () => {
    const { sdk, control } = await openSandbox();
    const made = await sdk().webhookEndpoints.create({ url: "http://127.0.0.1:9/x", enabled_events: ["*"] });
    expect(made.secret).toMatch(/^whsec_/);
    expect((await sdk().webhookEndpoints.retrieve(made.id)).secret).toBeUndefined();
    const { json } = await control("POST", "webhook_endpoints", {
      url: "http://127.0.0.1:9/x",
      enabled_events: ["charge.refunded"],
    });
    expect(json).toEqual({ id: made.id, secret: made.secret });
    expect((await sdk().webhookEndpoints.list()).data).toMatchObject([
      { enabled_events: ["charge.refunded"] },
    ]);
    await sdk().webhookEndpoints.del(made.id);
    expect((await sdk().webhookEndpoints.list()).data).toHaveLength(0);
  });

  test("are tried again after a failure, with growing pauses, until they are taken", async () => {
    // With a seed the clock stands, however slow the machine is.
    const { receiver, advance, makeProduct, sdk, control } = await listening(
      ["product.created"],
      (count) => (count < 4 ? 500 : 200),
      { seed: 1 },
    );
    await makeProduct();
    await receiver.arrived(1);
    await vi.waitFor(async () => expect((await sdk().events.list()).data[0]?.pending_webhooks).toBe(1));
    await advance(1);
    expect(receiver.received).toHaveLength(1);
    await advance(2 + 5 + 15);
    expect(receiver.received).toHaveLength(4);
    const [delivery] = (await control("GET", "deliveries")).json.data;
    const times: number[] = delivery.attempts.map(({ at }: { at: number }) => at);
    const pauses = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    expect(pauses).toEqual([2, 5, 15]);
    await advance(3600);
    expect(receiver.received).toHaveLength(4);
    expect((await sdk().events.list()).data[0]?.pending_webhooks).toBe(0);
  });

  test("count down: an event waits for as many endpoints as have not taken it", async () => {
    let answer = 500;
    const { control, sdk, advance, makeProduct, receiver } = await listening(
      ["product.created"],
      () => answer,
      { seed: 1 },
    );
    const other = await openReceiver();
    await control("POST", "webhook_endpoints", { url: other.url, enabled_events: ["product.created"] });
    await makeProduct();
    await receiver.arrived(1);
    await other.arrived(1);
    expect(receiver.received[0]?.event.pending_webhooks).toBe(2);
    const waiting = async () => (await sdk().events.list()).data[0]?.pending_webhooks;
    await vi.waitFor(async () => expect(await waiting()).toBe(1), { timeout: 30_000 });
    answer = 200;
    await advance(2);
    await receiver.arrived(2);
    expect(receiver.received[1]?.event.pending_webhooks).toBe(1);
    expect(await waiting()).toBe(0);
  });

  test("are signed with the time that the receiver has, however far the clock was moved on", async () => {
    const { receiver, advance, makeProduct } = await listening(["product.created"], () => 200);
    await advance(7 * 24 * 3600);
    await makeProduct();
    await receiver.arrived(1);
    const signedAt = Number(/t=(\d+)/.exec(String(receiver.received[0]?.headers["stripe-signature"]))?.[1]);
    expect(Math.abs(Date.now() / 1000 - signedAt)).toBeLessThan(60);
  });

  test("are given up after three days, and the log tells every try", async () => {
    const { receiver, advance, makeProduct, control } = await listening(["product.created"], () => 503);
    await makeProduct();
    await receiver.arrived(1);
    await advance(4 * 24 * 3600);
    const [delivery] = (await control("GET", "deliveries")).json.data;
    expect(delivery).toMatchObject({ state: "failed", type: "product.created" });
    expect(delivery.attempts.length).toBe(receiver.received.length);
    expect(receiver.received.length).toBeGreaterThan(8);
  });

  test("a receiver that is away is tried again too", async () => {
    const { sdk, control, advance } = await openSandbox();
    await control("POST", "webhook_endpoints", { url: "http://127.0.0.1:9/away", enabled_events: ["*"] });
    await sdk().products.create({ name: "Mug" });
    await advance(10);
    const [delivery] = (await control("GET", "deliveries")).json.data;
    expect(delivery.attempts.length).toBeGreaterThan(1);
    expect(delivery.attempts[0]).toMatchObject({
      status: null,
      error: expect.stringContaining("ECONNREFUSED"),
    });
  });
});

describe("a secret that is rolled", () => {
  test("also signs for as long as was asked, then no more", async () => {
    const { control, receiver, makeProduct, advance, secret, endpoint } = await listening([
      "product.created",
    ]);
    const roll = (body?: object) => control("POST", `webhook_endpoints/${endpoint}/roll`, body);
    const { json: rolled } = await roll({ overlap_seconds: 3600 });
    expect(rolled).toEqual({
      id: endpoint,
      secret: expect.any(String),
      previous_expires_at: expect.any(Number),
    });
    await makeProduct();
    await receiver.arrived(1);
    const [both, later] = receiver.received;
    if (!both) throw new Error("nothing arrived");
    expect(String(both.headers["stripe-signature"]).match(/v1=/g)).toHaveLength(2);
    expect(verify(both, secret).id).toBe(verify(both, rolled.secret).id);
    expect(later).toBeUndefined();
    await advance(3601);
    await makeProduct();
    await receiver.arrived(2);
    const alone = receiver.received[1];
    if (!alone) throw new Error("nothing arrived");
    expect(() => verify(alone, secret)).toThrow(/signature/i);
    expect(verify(alone, rolled.secret).type).toBe("product.created");
    expect((await roll()).json.secret).not.toBe(rolled.secret);
    expect((await control("POST", "webhook_endpoints/we_none/roll")).status).toBe(404);
  });
});

describe("an endpoint that takes nothing for three days", () => {
  const statusOf = async ({ sdk, endpoint }: Awaited<ReturnType<typeof listening>>) =>
    (await sdk().webhookEndpoints.retrieve(endpoint)).status;

  test("is disabled, and sent nothing until it is switched on again", async () => {
    let answer = 500;
    const bench = await listening(["product.created"], () => answer);
    await bench.makeProduct();
    await bench.receiver.arrived(1);
    await bench.advance(2 * 24 * 3600);
    expect(await statusOf(bench)).toBe("enabled");
    await bench.advance(2 * 24 * 3600);
    expect(await statusOf(bench)).toBe("disabled");
    const count = bench.receiver.received.length;
    answer = 200;
    await bench.makeProduct();
    await bench.advance(3600);
    expect(bench.receiver.received).toHaveLength(count);
    await bench.sdk().webhookEndpoints.update(bench.endpoint, { disabled: false });
    await bench.makeProduct();
    await bench.receiver.arrived(count + 1);
  });

  test("stays enabled when it took another event meanwhile", async () => {
    const bench = await listening(["product.created"], (count) => (count === 5 ? 200 : 500));
    await bench.makeProduct("refused");
    await bench.receiver.arrived(1);
    await bench.advance(2 + 5 + 15);
    await bench.makeProduct("taken");
    await bench.receiver.arrived(5);
    await bench.advance(4 * 24 * 3600);
    const deliveries = (await bench.control("GET", "deliveries?state=failed")).json.data;
    expect(deliveries).toHaveLength(1);
    expect(await statusOf(bench)).toBe("enabled");
  });
});

describe("the answers of a receiver", () => {
  test("are kept with their bodies; redirects and slow answers are failures", async () => {
    let wait: Promise<void> | null = null;
    const server = createServer(async (request, response) => {
      request.resume();
      if (request.url === "/moved") response.writeHead(308, { location: "/here" });
      response.write("the beginning");
      const trickle = setInterval(() => wait && response.write("."), 50);
      await wait;
      clearInterval(trickle);
      response.end(" and the end");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { control, sdk } = await openSandbox({ webhookTimeoutMs: 300 });
    const attempt = async (path: string) => {
      const { json } = await control("POST", "webhook_endpoints", {
        url: base + path,
        enabled_events: ["*"],
      });
      await sdk().products.create({ name: path });
      return vi.waitFor(async () => {
        const [delivery] = (await control("GET", `deliveries?endpoint=${json.id}`)).json.data;
        expect(delivery.attempts).toHaveLength(1);
        await sdk().webhookEndpoints.del(json.id);
        return { state: delivery.state, ...delivery.attempts[0] };
      });
    };
    expect(await attempt("/here")).toMatchObject({
      state: "delivered",
      status: 200,
      body: "the beginning and the end",
      ms: expect.any(Number),
    });
    expect(await attempt("/moved")).toMatchObject({ state: "pending", status: 308 });
    // It goes on answering and never ends: a timeout of silence alone would wait indefinitely.
    let go = (): void => undefined;
    wait = new Promise((resolve) => {
      go = resolve;
    });
    expect(await attempt("/slow")).toMatchObject({ state: "pending", error: "No answer within 0.3 seconds" });
    go();
  });
});

describe("sending again", () => {
  test("by the control API and as the CLI does, once each, whatever became of it", async () => {
    let answer = 200;
    const bench = await listening(["product.created"], () => answer);
    const { receiver, control, http, endpoint, advance } = bench;
    await bench.makeProduct();
    await receiver.arrived(1);
    const id = receiver.received[0]?.event.id ?? "";
    const waitForState = (tries: number, state: string) =>
      vi.waitFor(async () => {
        const [delivery] = (await control("GET", `deliveries?event=${id}`)).json.data;
        expect(delivery).toMatchObject({ state });
        expect(delivery.attempts).toHaveLength(tries);
      });
    await waitForState(1, "delivered");
    await control("POST", `events/${id}/resend`);
    await waitForState(2, "delivered");
    answer = 500;
    const retried = await http("POST", `/v1/events/${id}/retry`, { webhook_endpoint: endpoint });
    expect(retried.json).toMatchObject({ id, object: "event", pending_webhooks: 1 });
    await waitForState(3, "failed");
    await advance(3600);
    await waitForState(3, "failed");
    expect(receiver.received.map(({ event }) => event.id)).toEqual([id, id, id]);
    const unknown = await http("POST", `/v1/events/${id}/retry`, { webhook_endpoint: "we_none" });
    expect(unknown).toMatchObject({ status: 404, json: { error: { code: "resource_missing" } } });
    expect((await control("POST", `events/${id}/resend`, { endpoint: "we_none" })).status).toBe(400);
  });

  test("at once, of what is still being tried, which goes on being tried", async () => {
    const { receiver, control, makeProduct, advance } = await listening(["product.created"], () => 500);
    await makeProduct();
    await receiver.arrived(1);
    await advance(2 + 5 + 15);
    await control("POST", `events/${receiver.received[0]?.event.id}/resend`);
    await receiver.arrived(5);
    await advance(3600);
    expect(receiver.received.length).toBeGreaterThan(6);
  });
});

describe("faults on the way", () => {
  test("dropped: the event exists and never arrives", async () => {
    const { fault, makeProduct, receiver, advance, sdk } = await listening(["product.created"]);
    await fault({ kind: "drop_deliveries", count: 1 });
    await makeProduct("lost");
    await makeProduct("found");
    await receiver.arrived(1);
    await advance(3600);
    expect(receiver.received.map(({ event }) => (event.data.object as { name: string }).name)).toEqual([
      "found",
    ]);
    expect((await sdk().events.list()).data).toHaveLength(2);
  });

  test("no event: nothing arrives and nothing is listed", async () => {
    const { fault, makeProduct, sdk, receiver } = await listening(["product.created"]);
    await fault({ kind: "no_event", count: 1 });
    await makeProduct("silent");
    await makeProduct("loud");
    await receiver.arrived(1);
    expect((await sdk().events.list()).data).toHaveLength(1);
    expect((await sdk().products.list()).data).toHaveLength(2);
  });

  test("duplicated, delayed, out of order", async () => {
    const { fault, makeProduct, receiver, advance } = await listening(["product.created"]);
    await fault({ kind: "duplicate_deliveries", count: 1 });
    await makeProduct("twice");
    await receiver.arrived(2);
    expect(receiver.received[0]?.event.id).toBe(receiver.received[1]?.event.id);
    await fault({ kind: "delay_deliveries", seconds: 600, count: 1 });
    await makeProduct("late");
    await makeProduct("early");
    await receiver.arrived(3);
    await advance(601);
    await receiver.arrived(4);
    await fault({ kind: "reorder_deliveries", count: 3 });
    for (const name of ["a", "b", "c"]) await makeProduct(name);
    await receiver.arrived(7);
    const names = receiver.received.map(({ event }) => (event.data.object as { name: string }).name);
    expect(names).toEqual(["twice", "twice", "early", "late", "c", "b", "a"]);
  });

  test("the event overtakes the answer", async () => {
    const { fault, sdk, receiver } = await listening(["product.created"]);
    await fault({ kind: "event_before_answer", path: "POST /v1/products", count: 1 });
    await sdk().products.create({ name: "Mug" });
    expect(receiver.received).toHaveLength(1);
  });
});

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
