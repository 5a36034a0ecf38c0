import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DIFFERENCE_KINDS, identityOf } from "../../../domain/reconciliation/differences.ts";
import { reconcileOrder } from "../../../server/orders/reconcile/reconcile-order.ts";
import { INJECTIONS } from "../../support/inject-differences.ts";
import type { Target } from "../../support/injection.ts";
import { openOrder, paidOrder } from "../../support/key-fixture.ts";
import { check } from "../../support/records-fixture.ts";
import { openTestShop, type TestShop } from "../../support/test-shop.ts";

let testShop: TestShop;

beforeAll(async () => {
  testShop = await openTestShop();
});
afterAll(() => testShop.close());

async function target(): Promise<Target> {
  const { id, session, intent } = await paidOrder(testShop);
  return { id, session, intent: intent ?? "" };
}

describe("the check", () => {
  it("finds nothing in an empty shop, and nothing in a shop whose orders are as Stripe says", async () => {
    expect((await check()).differences).toEqual([]);
    await openOrder(testShop);
    await paidOrder(testShop);
    const report = await check();
    expect(report).toMatchObject({ differences: [], gaps: [], isComplete: true });
    expect(report.checked).toMatchObject({ orders: 2, sessions: 2, variants: 2 });
  });

  it("has an injection for every kind of difference", () => {
    const kinds = new Set(INJECTIONS.map(({ kind }) => kind));
    expect(DIFFERENCE_KINDS.filter((kind) => !kinds.has(kind))).toEqual([]);
  });

  it.each(INJECTIONS)("finds $name, once, and nothing else", async ({ kind, repair, inject }) => {
    const before = new Set((await check()).differences.map(identityOf));
    const subject = await inject(testShop, await target(), target);
    const found = (await check()).differences.filter((one) => !before.has(identityOf(one)));
    expect(found).toEqual([expect.objectContaining({ kind, subject })]);
    expect(found[0]?.repair?.kind ?? null).toBe(repair);
  });

  it("says nothing of an order that is reconciled while it looks", async () => {
    const { id, session } = await openOrder(testShop);
    await testShop.pay(session);
    const about = async (onPage?: () => Promise<void>) =>
      (await check(onPage ? { onPage } : {})).differences.filter(({ orderId }) => orderId === id);
    expect(await about()).toHaveLength(1);
    // Between the first look and the second.
    expect(await about(() => reconcileOrder(id, { cause: "sweep" }))).toEqual([]);
  });

  it("knows when units were lost or made, where the shelf was counted before", async () => {
    const { variantId } = await paidOrder(testShop);
    const of = async (initial: number) =>
      (await check({ initialStock: new Map([[variantId, initial]]) })).differences.filter(
        ({ subject }) => subject === variantId,
      );
    expect(await of(10)).toEqual([]);
    expect(await of(11)).toEqual([expect.objectContaining({ kind: "stock_figures" })]);
  });
});
