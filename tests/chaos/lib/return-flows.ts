import { randomUUID } from "node:crypto";
import { sendMail } from "../../../server/mail/send-mail.ts";
import { sendOrderMail } from "../../../server/orders/mail/send-order-mail.ts";
import { undoReply, writeToShopper } from "../../../server/orders/mail/write-to-shopper.ts";
import { askReturn } from "../../../server/orders/returns/ask-return.ts";
import { endReturn } from "../../../server/orders/returns/end-return.ts";
import { receiveReturn } from "../../../server/orders/returns/receive-return.ts";
import { paidOrder } from "../../support/key-fixture.ts";
import type { TestShop } from "../../support/test-shop.ts";
import { type Flow, goOn, lineOf } from "./flow.ts";
import { askingOf, replyOf } from "./inputs.ts";

/** The queue goes on, and the order's returns, mails and stock are what they must be. */
async function expectReturn(
  testShop: TestShop,
  orderId: string,
  expected: { state: string; mails: string[]; back: number },
) {
  const jobs = await testShop.sql<{ data: Parameters<typeof sendOrderMail>[0] }>(
    "SELECT data FROM pgboss.job WHERE name = 'send-order-mail' AND data->>'orderId' = $1 AND data ? 'returnId' ORDER BY created_on",
    [orderId],
  );
  // Each twice, as a queue may.
  for (const { data } of [...jobs, ...jobs]) await sendOrderMail(data);
  await goOn(testShop);
  const [found] = await testShop.sql<{ states: string[]; mails: string[]; back: number; free: number }>(
    `SELECT (SELECT array_agg(state::text) FROM returns WHERE order_id = $1) AS states,
            (SELECT array_agg(split_part(kind, ':', 1) ORDER BY created_at) FROM mails WHERE order_id = $1 AND kind LIKE '%:%') AS mails,
            h.put_back AS back, v.on_hand + h.quantity - h.put_back AS free
       FROM stock_holds h JOIN variants v ON v.id = h.variant_id WHERE h.order_id = $1`,
    [orderId],
  );
  const { state, mails, back } = expected;
  // Ten lay on the shelf before.
  const wanted = JSON.stringify({ states: [state], mails, back, free: 10 });
  if (JSON.stringify(found) !== wanted)
    throw new Error(`the return is ${JSON.stringify(found)}, not ${wanted}`);
}

async function asked(testShop: TestShop) {
  const order = await paidOrder(testShop);
  const lineId = await lineOf(testShop, order.id);
  const asking = { orderId: order.id, requestId: randomUUID(), lineId };
  return { order, lineId, asking };
}

async function askedReturn(testShop: TestShop) {
  const { order, lineId, asking } = await asked(testShop);
  const result = await askReturn(askingOf(asking));
  if (result.kind !== "asked") throw new Error(`the return is ${result.refusal}`);
  return { order, lineId, returnId: result.returnId };
}

const asking: Flow = async (testShop) => {
  const { order, asking } = await asked(testShop);
  const recover = async () => {
    const again = await askReturn(askingOf(asking));
    if (again.kind !== "asked") throw new Error(`the form that was sent again is ${again.refusal}`);
    await expectReturn(testShop, order.id, { state: "requested", mails: ["withdrawal_receipt"], back: 0 });
    return order;
  };
  return { task: { kind: "ask", ...asking }, recover, ends: "paid" };
};

const receiving: Flow = async (testShop) => {
  const { order, lineId, returnId } = await askedReturn(testShop);
  const recover = async () => {
    if (await receiveReturn(returnId, new Map([[lineId, { restock: true, condition: null }]])))
      throw new Error("a return was received twice");
    await expectReturn(testShop, order.id, { state: "received", mails: ["withdrawal_receipt"], back: 1 });
    return order;
  };
  return { task: { kind: "receive", returnId, lineId }, recover, ends: "paid" };
};

const refusing: Flow = async (testShop) => {
  const { order, returnId } = await askedReturn(testShop);
  const recover = async () => {
    if (await endReturn(returnId, { state: "refused", reason: "Worn." }))
      throw new Error("a return was refused twice");
    const mails = ["withdrawal_receipt", "return_refused"];
    await expectReturn(testShop, order.id, { state: "refused", mails, back: 0 });
    return order;
  };
  return { task: { kind: "refuse", returnId }, recover, ends: "paid" };
};

/** The replies of an order with the jobs that send them, done as often as they are there. */
async function expectReplies(testShop: TestShop, orderId: string, mailId: string | null, expected: string[]) {
  const jobs = await testShop.sql<{ id: string }>(
    `SELECT data->>'mailId' AS id FROM pgboss.job WHERE name = 'send-mail' AND data->>'mailId' IN
       (SELECT id::text FROM mails WHERE order_id = $1 UNION ALL SELECT $2::text)`,
    [orderId, mailId],
  );
  if (jobs.length !== 1) throw new Error(`a reply has ${jobs.length} jobs`);
  for (const { id } of jobs) await sendMail(id);
  await goOn(testShop);
  const mails = await testShop.sql<{ state: string }>(
    "SELECT state FROM mails WHERE order_id = $1 AND kind LIKE 'reply:%'",
    [orderId],
  );
  const found = mails.map(({ state }) => state);
  if (found.join() !== expected.join()) throw new Error(`the replies are ${found}`);
}

const writing: Flow = async (testShop) => {
  const order = await paidOrder(testShop);
  const given = { orderId: order.id, requestId: randomUUID() };
  const recover = async () => {
    await writeToShopper(replyOf(given));
    await expectReplies(testShop, order.id, null, ["sent"]);
    return order;
  };
  return { task: { kind: "write", ...given }, recover, ends: "paid" };
};

const takingBack: Flow = async (testShop) => {
  const order = await paidOrder(testShop);
  const requestId = randomUUID();
  await writeToShopper(replyOf({ orderId: order.id, requestId }));
  const [mail] = await testShop.sql<{ id: string }>("SELECT id FROM mails WHERE kind = $1", [
    `reply:${requestId}`,
  ]);
  const mailId = mail?.id ?? "";
  const recover = async () => {
    if (await undoReply(order.id, mailId)) throw new Error("a reply was taken back twice");
    await expectReplies(testShop, order.id, mailId, []);
    return order;
  };
  return { task: { kind: "undo_reply", orderId: order.id, mailId }, recover, ends: "paid" };
};

export const returnFlows: Record<
  "returns:asked" | "returns:received" | "returns:ended" | "reply:written" | "reply:undone",
  Flow
> = {
  "returns:asked": asking,
  "returns:received": receiving,
  "returns:ended": refusing,
  "reply:written": writing,
  "reply:undone": takingBack,
};
