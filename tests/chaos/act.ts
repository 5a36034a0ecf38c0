// A process of the shop that does one thing and may die at it: CRASH_AT says where. It tells when it is ready.
import { z } from "zod";
import { POST } from "../../app/webhooks/stripe/route.ts";
import { continueImports } from "../../server/catalog/import/runs/run-imports.ts";
import { receivePicture } from "../../server/catalog/pictures/receive-picture.ts";
import { startCheckout } from "../../server/checkout/start-checkout.ts";
import { startFreeOrder } from "../../server/checkout/start-free-order.ts";
import { issueOrderDocuments } from "../../server/orders/documents/issue-order-documents.ts";
import { endParcel } from "../../server/orders/fulfillment/end-parcel.ts";
import { sendOrder, undoSending } from "../../server/orders/fulfillment/send-order.ts";
import { sendOrderMail } from "../../server/orders/mail/send-order-mail.ts";
import { undoReply, writeToShopper } from "../../server/orders/mail/write-to-shopper.ts";
import { cancelOrder } from "../../server/orders/place/cancel-order.ts";
import { refundOrder } from "../../server/orders/refunds/refund-order.ts";
import { askReturn } from "../../server/orders/returns/ask-return.ts";
import { endReturn } from "../../server/orders/returns/end-return.ts";
import { receiveReturn } from "../../server/orders/returns/receive-return.ts";
import { queue } from "../../server/platform/queue.ts";
import { runCheck } from "../../server/reconciliation/check/run-check.ts";
import { sweepLists } from "../../server/reconciliation/sweep/sweep-lists.ts";
import { sweepOrders } from "../../server/reconciliation/sweep/sweep-orders.ts";
import { loadSettings } from "../../server/settings/load-settings.ts";
import { drainInbox } from "../../server/webhooks/drain-inbox.ts";
import { askingOf, replyOf } from "./lib/inputs.ts";

const line = z.object({ variantId: z.string(), quantity: z.number(), seenMinor: z.coerce.bigint() });
const task = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("checkout"), cart: z.object({ key: z.string(), lines: z.array(line) }) }),
  z.object({ kind: z.literal("free"), cart: z.object({ key: z.string(), lines: z.array(line) }) }),
  z.object({ kind: z.literal("webhook"), body: z.string(), signature: z.string() }),
  z.object({ kind: z.literal("drain") }),
  z.object({
    kind: z.literal("refund"),
    orderId: z.string(),
    requestId: z.string(),
    amountMinor: z.coerce.bigint(),
    lineId: z.string(),
  }),
  z.object({ kind: z.literal("cancel"), orderId: z.string() }),
  z.object({ kind: z.literal("issue"), orderId: z.string() }),
  z.object({ kind: z.literal("sweep") }),
  z.object({ kind: z.literal("sweep_lists") }),
  z.object({ kind: z.literal("compare") }),
  z.object({ kind: z.literal("import") }),
  z.object({ kind: z.literal("mail"), orderId: z.string(), parcelId: z.string().optional() }),
  z.object({ kind: z.literal("send"), orderId: z.string(), requestId: z.string(), lineId: z.string() }),
  z.object({ kind: z.enum(["undo", "deliver"]), parcelId: z.string() }),
  z.object({ kind: z.literal("ask"), orderId: z.string(), requestId: z.string(), lineId: z.string() }),
  z.object({ kind: z.literal("receive"), returnId: z.string(), lineId: z.string() }),
  z.object({ kind: z.literal("refuse"), returnId: z.string() }),
  z.object({ kind: z.literal("write"), orderId: z.string(), requestId: z.string() }),
  z.object({ kind: z.literal("picture"), content: z.base64() }),
  z.object({ kind: z.literal("undo_reply"), orderId: z.string(), mailId: z.string() }),
]);
export type Task = z.input<typeof task>;

async function main() {
  await queue();

  const perform = async (given: z.output<typeof task>): Promise<unknown> => {
    switch (given.kind) {
      case "checkout":
        return startCheckout({ cart: given.cart, ui: "embedded_page" });
      case "free":
        return startFreeOrder(given.cart, { email: "jo@shopper.test", name: "Jo Shopper", address: null });
      case "webhook": {
        const headers = { "stripe-signature": given.signature };
        return POST(
          new Request("http://localhost/webhooks/stripe", { method: "POST", body: given.body, headers }),
        );
      }
      case "drain":
        while ((await drainInbox()) > 0);
        return null;
      case "refund":
        return refundOrder({
          ...{ ...given, currency: "eur", reason: null, note: null },
          ...{ units: new Map([[given.lineId, 1]]), isRestocked: true },
        });
      case "cancel":
        return cancelOrder(given.orderId);
      case "issue":
        await loadSettings();
        return issueOrderDocuments(given.orderId, { cause: "sweep" });
      case "sweep":
        return sweepOrders({ minAgeSeconds: 0 });
      case "sweep_lists":
        return sweepLists({ requestsASecond: 1_000 });
      case "compare":
        return runCheck({ graceSeconds: 0, requestsASecond: 1_000, saveEveryMs: 0 });
      case "import":
        return continueImports();
      case "mail": {
        const { orderId, parcelId } = given;
        if (parcelId === undefined) return sendOrderMail({ orderId, kind: "order_confirmation" });
        return sendOrderMail({ orderId, kind: "sent", fulfillmentId: parcelId });
      }
      case "send": {
        const { orderId, requestId, lineId } = given;
        const units = new Map([[lineId, 1]]);
        return sendOrder({ orderId, requestId, units, carrier: null, trackingNumbers: [], hasMail: true });
      }
      case "undo":
        return undoSending(given.parcelId);
      case "ask":
        return askReturn(askingOf(given));
      case "receive":
        return receiveReturn(given.returnId, new Map([[given.lineId, { restock: true, condition: null }]]));
      case "refuse":
        return endReturn(given.returnId, { state: "refused", reason: "Worn." });
      case "write":
        return writeToShopper(replyOf(given));
      case "undo_reply":
        return undoReply(given.orderId, given.mailId);
      case "picture":
        return receivePicture(Buffer.from(given.content, "base64"), null);
      case "deliver":
        return endParcel(given.parcelId, "delivered", true);
    }
  };
  process.on("disconnect", () => process.exit());
  process.on("message", async (message) => {
    await perform(task.parse(message));
    process.send?.("done");
  });
  process.send?.("ready");
}

void main();
