import { describe, expect, test } from "vitest";
import { listening } from "../support/open-receiver.ts";

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
