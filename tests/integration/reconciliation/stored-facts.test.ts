import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { getReconciliation } from "../../../server/reconciliation/get-reconciliation.ts";
import { claimRun, failRun } from "../../../server/reconciliation/record-run.ts";
import { runSweep } from "../../../server/reconciliation/sweep/run-sweep.ts";
import { StripeCallError } from "../../../server/stripe/stripe-call-error.ts";
import { openOrder } from "../../support/key-fixture.ts";
import { changeObject } from "../../support/records-fixture.ts";
import { openTestShop, type TestShop } from "../../support/test-shop.ts";

let testShop: TestShop;

beforeAll(async () => {
  testShop = await openTestShop();
});
afterAll(() => testShop.close());
beforeEach(() => testShop.sql("DELETE FROM reconcile_runs"));

const lastRun = async () => (await getReconciliation()).runs[0];

describe("the admin's page reads", () => {
  it("what a sweep could not look at, by object, field and value", async () => {
    const { session } = await openOrder(testShop);
    await changeObject(testShop, "sessions", session, { payment_status: "paid_in_shells" });
    await runSweep({ requestsASecond: 1_000 });
    expect((await lastRun())?.gaps).toEqual([
      { code: "unknown_value", object: session, field: "payment_status", value: "paid_in_shells" },
    ]);
    await changeObject(testShop, "sessions", session, { payment_status: "unpaid" });
  });

  it.each([
    [
      "no_answer",
      new StripeCallError({
        fault: "retry",
        call: "listSessionsPage",
        permissions: [],
        detail: "no connection",
      }),
    ],
    ["failed", new Error("no connection")],
  ])("why a run failed: %s, with the text of the error", async (code, error) => {
    const claim = await claimRun("sweep", null);
    await failRun(claim?.id ?? "", error);
    expect(await lastRun()).toMatchObject({ state: "failed", error: { code, error: error.message } });
  });

  it("a difference of another version as it is, and leaves none out", async () => {
    const newer = { code: "refund_lost", refund: "re_1" };
    await testShop.sql(
      `WITH run AS (
         INSERT INTO reconcile_runs (kind, state, finished_at) VALUES ('check', 'done', now()) RETURNING id)
       INSERT INTO reconcile_differences (run_id, kind, subject, evidence) SELECT id, 'amount', 'x', $1 FROM run`,
      [JSON.stringify({ records: "order 1042 is paid", stripe: newer })],
    );
    expect((await getReconciliation()).last?.differences).toMatchObject([
      {
        evidence: {
          records: { code: "text", text: "order 1042 is paid" },
          stripe: { code: "text", text: JSON.stringify(newer) },
        },
      },
    ]);
  });
});
