import { describe, expect, test, vi } from "vitest";
import { listening, openReceiver, verify } from "../support/open-receiver.ts";
import { mug, openSandbox } from "../support/open-sandbox.ts";

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
    const isTaken = async () =>
      expect((await sdk().events.retrieve(completed.event.id)).pending_webhooks).toBe(0);
    await vi.waitFor(isTaken, 120_000);
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
    const isWaiting = async () => expect((await sdk().events.list()).data[0]?.pending_webhooks).toBe(1);
    await vi.waitFor(isWaiting, 120_000);
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
    await vi.waitFor(async () => expect(await waiting()).toBe(1), { timeout: 120_000 });
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
