import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DIFFERENCE_KINDS, identityOf } from "../../../domain/reconciliation/differences.ts";
import { INJECTIONS, type Target } from "../../support/inject-differences.ts";
import { openOrder, paidOrder } from "../../support/key-fixture.ts";
import { judge } from "../../support/records-fixture.ts";
import { type Kernel, openKernel } from "../../support/test-shop.ts";

let kernel: Kernel;

beforeAll(async () => {
  kernel = await openKernel();
});
afterAll(() => kernel.close());

async function target(): Promise<Target> {
  const { id, session, intent } = await paidOrder(kernel);
  return { id, session, intent: intent ?? "" };
}

describe("the judge", () => {
  it("finds nothing in an empty shop, and nothing in a shop whose orders are as Stripe says", async () => {
    expect((await judge()).differences).toEqual([]);
    await openOrder(kernel);
    await paidOrder(kernel);
    const report = await judge();
    expect(report).toMatchObject({ differences: [], gaps: [], isComplete: true });
    expect(report.checked).toMatchObject({ orders: 2, sessions: 2, variants: 2 });
  });

  it("has an injection for every kind of difference", () => {
    const kinds = new Set(INJECTIONS.map(({ kind }) => kind));
    expect(DIFFERENCE_KINDS.filter((kind) => !kinds.has(kind))).toEqual([]);
  });

  it.each(INJECTIONS)("finds $name, once, and nothing else", async ({ kind, repair, inject }) => {
    const before = new Set((await judge()).differences.map(identityOf));
    const subject = await inject(kernel, await target(), target);
    const found = (await judge()).differences.filter((one) => !before.has(identityOf(one)));
    expect(found).toEqual([expect.objectContaining({ kind, subject })]);
    expect(found[0]?.repair?.kind ?? null).toBe(repair);
  });

  it("says nothing of an order that is settled while it looks", async () => {
    const { settleOrder } = await import("../../../server/orders/reconcile/reconcile-order.ts");
    const { id, session } = await openOrder(kernel);
    await kernel.pay(session);
    const about = async (onPage?: () => Promise<void>) =>
      (await judge(onPage ? { onPage } : {})).differences.filter(({ orderId }) => orderId === id);
    expect(await about()).toHaveLength(1);
    // Between the first look and the second.
    expect(await about(() => settleOrder(id, { cause: "sweep" }))).toEqual([]);
  });

  it("knows when units were lost or made, where the shelf was counted before", async () => {
    const { variantId } = await paidOrder(kernel);
    const of = async (initial: number) =>
      (await judge({ initialStock: new Map([[variantId, initial]]) })).differences.filter(
        ({ subject }) => subject === variantId,
      );
    expect(await of(10)).toEqual([]);
    expect(await of(11)).toEqual([expect.objectContaining({ kind: "stock_figures" })]);
  });
});
