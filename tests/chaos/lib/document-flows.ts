import { issueOrderDocuments } from "../../../server/orders/documents/issue-order-documents.ts";
import { switchDocuments } from "../../support/documents-on.ts";
import { paidOrder } from "../../support/key-fixture.ts";
import { type Flow, goOn } from "./flow.ts";

/** The queue tries again: the order has one invoice, and its series no gap. */
const issuing: Flow = async (testShop) => {
  // Orders of other flows were paid before.
  await switchDocuments({ since: new Date().toISOString() });
  const order = await paidOrder(testShop);
  const recover = async () => {
    await issueOrderDocuments(order.id, { cause: "sweep" });
    await goOn(testShop);
    const [found] = await testShop.sql(
      `SELECT count(*)::int AS all, max(sequence) AS last, count(*) FILTER (WHERE order_id = $1)::int AS own,
              (SELECT next_number FROM number_series) AS next FROM documents`,
      [order.id],
    );
    if (found?.own !== 1 || found.all !== found.last || found.next !== Number(found.last) + 1)
      throw new Error(`the documents are ${JSON.stringify(found)}`);
    await switchDocuments({ isOn: false });
    return order;
  };
  return { task: { kind: "issue", orderId: order.id }, recover, ends: "paid" };
};

export const documentFlows = { "documents:numbered": issuing, "documents:issued": issuing };
