import { randomUUID } from "node:crypto";
import { correctTracking, endParcel } from "../../server/orders/fulfillment/end-parcel.ts";
import { sendOrder, undoSending } from "../../server/orders/fulfillment/send-order.ts";
import { sendOrderMail } from "../../server/orders/mail/send-order-mail.ts";
import { undoReply, writeToShopper } from "../../server/orders/mail/write-to-shopper.ts";
import { restockOrder, undoRestockOrder } from "../../server/orders/place/restock-order.ts";
import { askReturn } from "../../server/orders/returns/ask-return.ts";
import { endReturn } from "../../server/orders/returns/end-return.ts";
import { receiveReturn, undoReceiveReturn } from "../../server/orders/returns/receive-return.ts";
import { referenceOf } from "../../server/platform/reference.ts";
import type { TestShop } from "../support/test-shop.ts";
import { isOpen, type ModelOrder } from "./model.ts";
import type { GoodsCommand } from "./model-commands.ts";

export type Acting = {
  testShop: TestShop;
  expect: (isRight: boolean, what: string) => void;
  /** The command did what it is for. */
  reach: (kind: string) => void;
};

const twice = <T>(act: () => Promise<T>): Promise<T[]> => Promise.all([act(), act()]);

export async function lineOf({ testShop }: Acting, { id }: ModelOrder): Promise<string> {
  const [line] = await testShop.sql<{ id: string }>("SELECT id FROM order_lines WHERE order_id = $1", [id]);
  return line?.id ?? "";
}

/**
 * What happens to an order's goods and mails, by the functions that its pages call.
 * @param isAlone nothing else is done meanwhile: then the model knows what must come of it
 */
export async function actOnGoods(acting: Acting, order: ModelOrder, command: GoodsCommand, isAlone: boolean) {
  const { expect, reach } = acting;
  /** Notes what was done, and whether it had to be. */
  const note = (isDone: boolean, mustBe: boolean, change: () => void) => {
    if (isAlone) expect(isDone === mustBe, `${command.kind} was ${isDone ? "done" : "refused"}, alone`);
    if (!isDone) return;
    reach("isRestocked" in command && command.isRestocked ? `${command.kind}, into stock` : command.kind);
    change();
  };
  await makeWhatItNeeds(acting, order, command);
  // The last of its kind: what can be taken back, or goes on.
  const parcel = order.parcels.findLast(({ state }) => state === "sent");
  const asked = order.returns.findLast(isOpen);
  switch (command.kind) {
    case "send":
      return send(acting, order, command.isWhole ? order.quantity : 1);
    case "undo_sending": {
      if (!parcel) return;
      // Too late once its mail has left.
      const isTold = order.mails.includes(`told:${parcel.id}`);
      const isUndone = (await undoSending(parcel.id)) === "undone";
      return note(isUndone, !isTold, () => {
        if (parcel.state !== "undone") order.acts.push("sending_undone");
        parcel.state = "undone";
      });
    }
    case "tell": {
      if (!parcel) return;
      await sendOrderMail({ orderId: order.id, kind: "sent", fulfillmentId: parcel.id });
      order.mails.push(`told:${parcel.id}`);
      return reach("tell");
    }
    case "correct_tracking": {
      if (!parcel) return;
      const isDone = await correctTracking(parcel.id, null, [randomUUID().slice(0, 13).toUpperCase()]);
      return note(isDone, true, () => order.acts.push("tracking_corrected"));
    }
    case "deliver":
    case "bring_back": {
      if (!parcel) return;
      const state = command.kind === "deliver" ? "delivered" : "returned";
      const isDone = await endParcel(parcel.id, state, true);
      return note(isDone, true, () => {
        parcel.state = state;
        order.acts.push(`parcel_${state}`);
        if (state === "delivered") order.mails.push(`delivered:${parcel.id}`);
      });
    }
    case "ask_return":
      return ask(acting, order, command.isWhole ? order.quantity : 1);
    case "receive": {
      if (!asked) return;
      const received = new Map([
        [await lineOf(acting, order), { restock: command.isRestocked, condition: null }],
      ]);
      const results = await twice(() => receiveReturn(asked.id, received));
      expect(results.filter(Boolean).length < 2, "a return was received twice");
      return note(results.includes(true), asked.state === "requested", () => {
        if (asked.state === "requested") asked.state = "received";
        order.acts.push("return_received");
      });
    }
    case "undo_receive": {
      if (!asked) return;
      const results = await twice(() => undoReceiveReturn(asked.id));
      expect(results.filter((one) => one === "undone").length < 2, "a reception was undone twice");
      if (!results.includes("undone")) return;
      reach("undo_receive");
      asked.state = "requested";
      return order.acts.push("return_reception_undone");
    }
    case "refuse_return":
    case "cancel_return": {
      if (!asked) return;
      const isRefused = command.kind === "refuse_return";
      const isDone = await endReturn(
        asked.id,
        isRefused ? { state: "refused", reason: "Worn." } : { state: "canceled" },
      );
      return note(isDone, true, () => {
        asked.state = isRefused ? "refused" : "canceled";
        order.acts.push(`return_${asked.state}`);
        if (isRefused) order.mails.push(`return_refused:${asked.id}`);
      });
    }
    case "restock": {
      const results = await twice(() => restockOrder(order.id));
      expect(results.filter(Boolean).length < 2, "an order was put into stock twice");
      if (!results.includes(true)) return;
      expect(order.payment === "paid", "what was not sold was put into stock");
      reach("restock");
      return order.acts.push("restocked");
    }
    case "undo_restock": {
      if ((await undoRestockOrder(order.id)) !== "undone") return;
      reach("undo_restock");
      return order.acts.push("restock_undone");
    }
    case "write": {
      const requestId = randomUUID();
      const [result] = await twice(() =>
        writeToShopper({ orderId: order.id, requestId, subject: "Your order", text: "It is on its way." }),
      );
      if (result !== "written") return;
      reach("write");
      return order.replies.push(requestId);
    }
    case "undo_reply": {
      const [requestId] = order.replies;
      const [mail] = await acting.testShop.sql<{ id: string }>("SELECT id FROM mails WHERE kind = $1", [
        `reply:${requestId}`,
      ]);
      if (!mail) return;
      const results = await twice(() => undoReply(order.id, mail.id));
      return note(results.includes(true), true, () => {
        order.replies = order.replies.filter((id) => id !== requestId);
      });
    }
  }
}

const OF_PARCELS = new Set(["undo_sending", "tell", "correct_tracking", "deliver", "bring_back"]);
const OF_RETURNS = new Set(["receive", "undo_receive", "refuse_return", "cancel_return"]);

/** Else most commands would find nothing that they are about. */
async function makeWhatItNeeds(acting: Acting, order: ModelOrder, { kind }: GoodsCommand): Promise<void> {
  const isMissing = (list: { state: string }[]) => !list.some(({ state }) => state === "sent");
  if (OF_PARCELS.has(kind) && isMissing(order.parcels)) await send(acting, order, 1);
  if (OF_RETURNS.has(kind) && !order.returns.some(isOpen)) await ask(acting, order, 1);
  if (kind === "undo_receive" && !order.returns.some(({ state }) => state === "received"))
    await actOnGoods(acting, order, { kind: "receive", order: 0, isRestocked: true }, false);
  if (kind === "undo_restock") await actOnGoods(acting, order, { kind: "restock", order: 0 }, false);
  if (kind === "undo_reply" && order.replies.length === 0)
    await actOnGoods(acting, order, { kind: "write", order: 0 }, false);
}

async function send(acting: Acting, order: ModelOrder, units: number) {
  const lineId = await lineOf(acting, order);
  const requestId = randomUUID();
  const results = await twice(() =>
    sendOrder({
      ...{ orderId: order.id, requestId, units: new Map([[lineId, units]]) },
      ...{ carrier: null, trackingNumbers: [], hasMail: true },
    }),
  );
  // A double click is one parcel.
  for (const result of results) {
    if (result.kind !== "sent" || order.parcels.some(({ id }) => id === result.parcelId)) continue;
    order.parcels.push({ id: result.parcelId, state: "sent" });
    order.acts.push("parcel_sent");
    order.mails.push(`sent:${result.parcelId}`);
    acting.reach("send");
    acting.expect(order.payment === "paid", "an order was sent that nobody has paid");
  }
}

/** The shopper withdraws, or asks: a double click is one request. */
async function ask(acting: Acting, order: ModelOrder, units: number) {
  const lineId = await lineOf(acting, order);
  const input = { reference: referenceOf(order.id), requestId: randomUUID(), note: null };
  const results = await twice(() => askReturn({ ...input, units: new Map([[lineId, units]]) }));
  for (const result of results) {
    if (result.kind !== "asked" || order.returns.some(({ id }) => id === result.returnId)) continue;
    order.returns.push({ id: result.returnId, units, state: "requested" });
    order.acts.push("return_requested");
    order.mails.push(`receipt:${result.returnId}`);
    acting.reach(units === order.quantity ? "ask_return, whole" : "ask_return, part");
    acting.expect(order.payment === "paid", "an order was asked back that nobody has paid");
  }
}
