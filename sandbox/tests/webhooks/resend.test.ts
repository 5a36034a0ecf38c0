import { describe, expect, test, vi } from "vitest";
import { listening } from "../support/open-receiver.ts";

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
      }, 120_000);
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
