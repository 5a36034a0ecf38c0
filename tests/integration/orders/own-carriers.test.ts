import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { getOrder } from "../../../server/orders/admin/get-order.ts";
import { planBatch } from "../../../server/orders/fulfillment/batch/plan-batch.ts";
import { correctTracking } from "../../../server/orders/fulfillment/end-parcel.ts";
import {
  archiveCarrier,
  listOwnCarriers,
  saveCarrier,
} from "../../../server/orders/fulfillment/own-carriers.ts";
import { sendOrder } from "../../../server/orders/fulfillment/send-order.ts";
import { getReceipt } from "../../../server/orders/mail/get-receipt.ts";
import { previewParcelMail } from "../../../server/orders/mail/send-order-mail.ts";
import { referenceOf } from "../../../server/platform/reference.ts";
import { expectCleanRecords, openScenario, type Scenario } from "../../support/scenario.ts";

const BIKE = { name: "Bike", link: "https://bike.example/{number}", form: "BK######" };

let s: Scenario;
beforeAll(async () => {
  s = await openScenario();
});
afterAll(() => s.testShop.close());
beforeEach(() => s.testShop.sql("DELETE FROM carriers"));
afterEach(expectCleanRecords);

async function add(typed = BIKE): Promise<string> {
  expect(await saveCarrier(null, typed)).toBe("saved");
  const made = (await listOwnCarriers()).find(({ name }) => name === typed.name);
  if (!made) throw new Error("it was not added");
  return made.code;
}
async function send(carrier: string | null) {
  const { order } = await s.sell();
  const view = await getOrder(order.id);
  const units = new Map((view?.units ?? []).map(({ lineId, units: { left } }) => [lineId, left]));
  const sent = await sendOrder({
    ...{ orderId: order.id, requestId: randomUUID(), units, carrier },
    ...{ trackingNumbers: ["BK123456"], hasMail: false },
  });
  if (sent.kind !== "sent") throw new Error(sent.refusal);
  return { order, parcelId: sent.parcelId };
}
const shopperSees = async (orderId: string) => {
  const [parcel] = (await getReceipt(referenceOf(orderId)))?.parcels ?? [];
  return [parcel?.carrierName, ...(parcel?.links ?? [])];
};

it("a parcel has it on the shopper's page, in the mail and in a list, as any other carrier", async () => {
  const code = await add();
  const { order } = await send(code);
  expect(await shopperSees(order.id)).toEqual(["Bike", "https://bike.example/BK123456"]);
  const parcel = { carrier: code, trackingNumbers: ["BK123456"], lines: [] };
  const mail = await previewParcelMail(order.id, "sent", parcel);
  expect(mail?.text).toContain("Bike: BK123456\nhttps://bike.example/BK123456");
  const { order: next } = await s.sell();
  const plan = await planBatch({ text: `${next.number},BK654321`, mayLack: false, hasMail: false });
  expect(plan.kind === "plan" && plan.lines).toMatchObject([
    { carrier: code, carrierName: "Bike", fault: null },
  ]);
});

it("a change leads parcels elsewhere, and archiving it leaves their link", async () => {
  const code = await add();
  const { order, parcelId } = await send(code);
  expect(await saveCarrier(code, { ...BIKE, link: "https://new.example/{number}" })).toBe("saved");
  await archiveCarrier(code, true);
  await archiveCarrier(code, true);
  expect(await shopperSees(order.id)).toEqual(["Bike", "https://new.example/BK123456"]);
  expect(await correctTracking(parcelId, code, ["BK000001"])).toBe(true);
  expect(await shopperSees(order.id)).toEqual(["Bike", "https://new.example/BK000001"]);
  const { order: next } = await s.sell();
  const plan = await planBatch({ text: `${next.number},BK654321,Bike`, mayLack: false, hasMail: false });
  expect(plan.kind === "plan" && plan.lines).toMatchObject([{ fault: "unknown_carrier" }]);
  await archiveCarrier(code, false);
  const entries = await s.testShop.sql("SELECT action FROM audit_entries WHERE object = $1 ORDER BY seq", [
    `carrier:${code}`,
  ]);
  expect(entries.map(({ action }) => action)).toEqual([
    ...["carrier_added", "carrier_changed", "carrier_archived", "carrier_restored"],
  ]);
});

it("what names no carrier is none", async () => {
  const { order } = await send(randomUUID());
  expect(await shopperSees(order.id)).toEqual([null, null]);
  const kept = await s.testShop.sql("SELECT carrier FROM fulfillments WHERE order_id = $1", [order.id]);
  expect(kept).toEqual([{ carrier: null }]);
});

it("a name is there once, whatever its letters, also of the carriers that the shop knows and where two add it at once", async () => {
  const answers = await Promise.all([1, 2, 3].map(() => saveCarrier(null, BIKE)));
  expect(answers.toSorted()).toEqual(["name_taken", "name_taken", "saved"]);
  expect(await saveCarrier(null, { ...BIKE, name: "B I K E" })).toBe("name_taken");
  expect(await saveCarrier(null, { ...BIKE, name: "d.h.l." })).toBe("name_taken");
  const [bike] = await listOwnCarriers();
  await archiveCarrier(bike?.code ?? "", true);
  expect(await saveCarrier(null, BIKE)).toBe("name_taken");
  expect(await saveCarrier(randomUUID(), { ...BIKE, name: "Other" })).toBe("gone");
  expect(await saveCarrier(null, { ...BIKE, name: "Other", link: "http://bike.example/{number}" })).toBe(
    "not_a_link",
  );
});
