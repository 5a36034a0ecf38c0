import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { getOrder } from "../../../server/orders/admin/get-order.ts";
import { correctAddress, restoreAddress } from "../../../server/orders/fulfillment/correct-address.ts";
import { sendOrder } from "../../../server/orders/fulfillment/send-order.ts";
import { expectCleanRecords, openScenario, type Scenario } from "../../support/scenario.ts";

let s: Scenario;
beforeAll(async () => {
  s = await openScenario();
});
afterAll(() => s.testShop.close());

const TYPED = {
  ...{
    name: "Jo Shopper",
    line1: "2 Quay Street",
    line2: "",
    postalCode: "H91 AA00",
    city: "Galway",
    region: "",
  },
};

async function addressOf(orderId: string) {
  const order = await getOrder(orderId);
  return { now: order?.shippingAddress?.line1, original: order?.originalAddress?.line1 ?? null };
}

const eventsOf = (orderId: string) =>
  s.testShop.sql<{ kind: string; data: unknown }>(
    "SELECT kind, data FROM order_events WHERE order_id = $1 AND kind LIKE 'address%' ORDER BY id",
    [orderId],
  );

describe("14.2 M46: an address is corrected", () => {
  it("stays corrected whatever Stripe is asked, and is the shopper's again by one press", async () => {
    const { order } = await s.sell({ quantity: 1 });
    expect(await correctAddress(order.id, TYPED)).toEqual({ kind: "corrected" });
    expect(await correctAddress(order.id, TYPED)).toEqual({ kind: "unchanged" });
    await s.testShop.sql("UPDATE orders SET card_last4 = NULL WHERE id = $1", [order.id]);
    await s.shop.reconcileOrder(order.id, { cause: "return_page" });
    expect(await addressOf(order.id)).toEqual({ now: "2 Quay Street", original: "1 Quay Street" });
    expect(await restoreAddress(order.id)).toBe("restored");
    expect(await restoreAddress(order.id)).toBe("gone");
    expect(await addressOf(order.id)).toEqual({ now: "1 Quay Street", original: null });
    // The history has what was done, and nobody's street.
    expect(await eventsOf(order.id)).toEqual([
      { kind: "address_corrected", data: { fields: ["line1"] } },
      { kind: "address_restored", data: {} },
    ]);
    await expectCleanRecords();
  });

  it("is none where the shopper's own was typed again", async () => {
    const { order } = await s.sell({ quantity: 1 });
    await correctAddress(order.id, TYPED);
    await correctAddress(order.id, { ...TYPED, line1: "1 Quay Street" });
    expect(await addressOf(order.id)).toEqual({ now: "1 Quay Street", original: null });
  });

  it("not when a field is missing, all is sent, or nobody knows the order; nothing is changed", async () => {
    const { order } = await s.sell({ quantity: 1 });
    expect(await correctAddress(order.id, { ...TYPED, city: "" })).toEqual({
      ...{ kind: "refused", fault: "missing", field: "city" },
    });
    expect(await correctAddress(randomUUID(), TYPED)).toEqual({ kind: "unknown_order" });
    const view = await getOrder(order.id);
    const units = new Map(view?.units.map(({ lineId, units: { left } }) => [lineId, left]));
    const parcel = { carrier: null, trackingNumbers: [], hasMail: false };
    await sendOrder({ ...parcel, orderId: order.id, requestId: randomUUID(), units });
    expect(await correctAddress(order.id, TYPED)).toEqual({ kind: "all_sent" });
    expect(await restoreAddress(order.id)).toBe("all_sent");
    expect(await addressOf(order.id)).toEqual({ now: "1 Quay Street", original: null });
    expect(await eventsOf(order.id)).toEqual([]);
  });
});
