import { issueOrderDocuments } from "../../server/orders/documents/issue-order-documents.ts";
import { reconcileOrder } from "../../server/orders/reconcile/reconcile-order.ts";
import { keepStoredSettings } from "../../server/platform/settings/stored-settings.ts";
import type { Injection } from "./injection.ts";
import type { TestShop } from "./test-shop.ts";

let version = 1_000;

/** Documents are on for one order only: the others have none, and lack none. */
async function issueFor(orderId: string): Promise<void> {
  const keep = (isOn: boolean) =>
    keepStoredSettings({
      documents: { version: version++, value: { isOn, since: "2020-01-01T00:00:00.000Z" } },
    });
  keep(true);
  await issueOrderDocuments(orderId, { cause: "sweep" });
  keep(false);
}

/** As if the trigger that refuses it had been off. */
async function withoutTriggers(testShop: TestShop, statement: string, values: unknown[]): Promise<void> {
  await testShop.sql("ALTER TABLE documents DISABLE TRIGGER USER");
  await testShop.sql(statement, values);
  await testShop.sql("ALTER TABLE documents ENABLE TRIGGER USER");
}

export const DOCUMENT_INJECTIONS: Injection[] = [
  {
    name: "a refund of an invoiced order without a credit note",
    kind: "document_missing",
    repair: "issue_documents",
    inject: async (testShop, target) => {
      await issueFor(target.id);
      await testShop.stripe("refunds", { payment_intent: target.intent, amount: "300" });
      await reconcileOrder(target.id, { cause: "sweep", namesRefund: true });
      const [refund] = await testShop.sql<{ id: string }>("SELECT id FROM refunds WHERE order_id = $1", [
        target.id,
      ]);
      return `${refund?.id}:credit-note`;
    },
  },
  {
    name: "an invoice of another amount than its order",
    kind: "document_differs",
    repair: null,
    inject: async (testShop, target) => {
      await issueFor(target.id);
      await withoutTriggers(
        testShop,
        `UPDATE documents SET total_minor = 1, data = jsonb_set(data, '{totals,grossMinor}', '"1"') WHERE order_id = $1`,
        [target.id],
      );
      const [invoice] = await testShop.sql<{ id: string }>("SELECT id FROM documents WHERE order_id = $1", [
        target.id,
      ]);
      return `${invoice?.id}:invoiced`;
    },
  },
  {
    name: "a number that no document has",
    kind: "document_numbers",
    repair: null,
    inject: async (testShop) => {
      const [row] = await testShop.sql<{ series: string }>(
        `INSERT INTO number_series (series, kind, livemode, prefix, next_number)
         SELECT 'test:GAP-' || n, 'invoice', false, 'GAP-' || n, 2 FROM (SELECT count(*) AS n FROM number_series) c
         RETURNING series`,
      );
      return row?.series ?? "";
    },
  },
];
