import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { discountByCode, discountLines, redeemDiscount } from "../../discounts/redeem-discount.ts";
import type { Coupon, LineItem } from "../../objects/stripe-objects.ts";
import { openStore } from "../../store/store.ts";
import { createListeners } from "../../webhooks/listeners.ts";
import { queueEvent } from "../../webhooks/queue-delivery.ts";
import { beginWork, SYSTEM } from "../../work/work.ts";
import { errorOf, openSandbox } from "../support/open-sandbox.ts";

const soon = (): number => Math.floor(Date.now() / 1000) + 3600;

describe("coupons", () => {
  test("are made, renamed, listed and deleted", async () => {
    const { sdk } = await openSandbox();
    const { coupons } = sdk();
    const tenth = await coupons.create({ percent_off: 12.5, name: "Autumn" });
    expect(tenth).toMatchObject({ percent_off: 12.5, amount_off: null, duration: "once", valid: true });
    const named = await coupons.create({ id: "FIVE", amount_off: 500, currency: "eur" });
    expect(named).toMatchObject({ id: "FIVE", amount_off: 500, currency: "eur" });
    expect((await coupons.update("FIVE", { name: "Five off", metadata: { a: "1" } })).name).toBe("Five off");
    expect((await coupons.list()).data.map(({ id }) => id)).toEqual(["FIVE", tenth.id]);
    expect(await coupons.del("FIVE")).toMatchObject({ deleted: true });
    expect((await errorOf(coupons.retrieve("FIVE"))).code).toBe("resource_missing");
  });

  test("must make sense", async () => {
    const { sdk } = await openSandbox();
    const refuse = async (params: object) => (await errorOf(sdk().coupons.create(params))).message;
    await sdk().coupons.create({ id: "TWICE", percent_off: 10 });
    expect(await refuse({ id: "TWICE", percent_off: 10 })).toBe("Coupon already exists.");
    expect(await refuse({})).toContain("`percent_off` or `amount_off`");
    expect(await refuse({ amount_off: 5 })).toContain("currency");
    expect(await refuse({ percent_off: 101 })).toContain("less than or equal to 100");
    expect(await refuse({ percent_off: 10, duration: "repeating" })).toContain("duration_in_months");
    expect(await refuse({ percent_off: 10, redeem_by: 1 })).toContain("redeem_by");
  });

  test("end at their moment, and their codes with them", async () => {
    const { sdk, advance } = await openSandbox();
    const { coupons, promotionCodes } = sdk();
    const coupon = await coupons.create({ percent_off: 10, redeem_by: soon() });
    const code = await promotionCodes.create({ promotion: { type: "coupon", coupon: coupon.id } });
    expect(code).toMatchObject({ active: true, expires_at: coupon.redeem_by });
    await advance(3700);
    expect((await coupons.retrieve(coupon.id)).valid).toBe(false);
    expect((await promotionCodes.retrieve(code.id)).active).toBe(false);
    expect((await errorOf(promotionCodes.update(code.id, { active: true }))).message).toContain("expired");
  });
});

describe("promotion codes", () => {
  test("are unique while they are active, whatever their case", async () => {
    const { sdk } = await openSandbox();
    const { coupons, promotionCodes } = sdk();
    const { id: coupon } = await coupons.create({ percent_off: 10 });
    const promotion = { type: "coupon", coupon } as const;
    const first = await promotionCodes.create({ promotion, code: "AUTUMN" });
    expect((await errorOf(promotionCodes.create({ promotion, code: "autumn" }))).code).toBe(
      "resource_already_exists",
    );
    await promotionCodes.update(first.id, { active: false });
    const second = await promotionCodes.create({
      promotion,
      code: "autumn",
      restrictions: { minimum_amount: 5000, minimum_amount_currency: "eur" },
    });
    const found = async (params: object) => (await promotionCodes.list(params)).data.map(({ id }) => id);
    expect(await found({ code: "Autumn" })).toEqual([second.id, first.id]);
    expect(await found({ active: true })).toEqual([second.id]);
    expect(await found({ coupon: "other" })).toEqual([]);
    const shown = await promotionCodes.retrieve(second.id, { expand: ["promotion.coupon"] });
    expect(shown.promotion.coupon).toMatchObject({ percent_off: 10 });
  });
});

describe("taking a discount off lines", () => {
  const store = openStore(null);
  const coupon: Coupon = {
    id: "C",
    object: "coupon",
    amount_off: null,
    created: 0,
    currency: null,
    duration: "once",
    duration_in_months: null,
    livemode: false,
    max_redemptions: 2,
    metadata: {},
    name: null,
    percent_off: 10,
    redeem_by: null,
    times_redeemed: 0,
    valid: true,
  };
  const line = (amount_subtotal: number, product = "prod_1") =>
    ({ amount_subtotal, price: { product } }) as LineItem;

  test("a percentage line by line, an amount in whole, only from its products", () => {
    expect(discountLines(store, coupon, [line(999), line(5)])).toEqual([100, 1]);
    const amount = { ...coupon, amount_off: 100, percent_off: null };
    expect(discountLines(store, amount, [line(100), line(100), line(100)])).toEqual([34, 33, 33]);
    expect(discountLines(store, amount, [line(30), line(20)])).toEqual([30, 20]);
    store.couponScopes.put({ id: "SCOPED", products: ["prod_2"] });
    expect(discountLines(store, { ...amount, id: "SCOPED" }, [line(500), line(70, "prod_2")])).toEqual([
      0, 70,
    ]);
  });

  test("always adds up and never makes a line cost less than nothing", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(100_000), { minLength: 1 }), fc.nat(300_000), (amounts, off) => {
        const taken = discountLines(
          store,
          { ...coupon, amount_off: off, percent_off: null },
          amounts.map((amount) => line(amount)),
        );
        const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
        expect(sum(taken)).toBe(Math.min(off, sum(amounts)));
        taken.forEach((part, index) => {
          expect(part).toBeGreaterThanOrEqual(0);
          expect(part).toBeLessThanOrEqual(amounts[index] ?? 0);
        });
      }),
    );
  });

  test("the last use that was allowed ends a coupon", () => {
    const listeners = createListeners();
    const source = {
      store,
      listeners,
      now: () => 1,
      publicOrigin: () => "",
      queueEvent,
      countEvents: () => 1,
    };
    const work = beginWork(source, SYSTEM);
    store.coupons.put(coupon);
    for (const wanted of [true, false]) {
      redeemDiscount(work, { coupon, promotionCode: null });
      expect(store.coupons.get("C")?.valid).toBe(wanted);
    }
    expect(discountByCode(store, "NONE")).toBeNull();
  });
});
