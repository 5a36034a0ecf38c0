import { describe, expect, test } from "vitest";
import { listening, verify } from "../support/open-receiver.ts";
import { openSandbox } from "../support/open-sandbox.ts";

describe("webhooks", () => {
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
