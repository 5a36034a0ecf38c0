// A process of the shop that does one thing and may die at it: CRASH_AT says where. It tells when it is ready.
import { registerHooks } from "node:module";
import { z } from "zod";

// Only who is signed in is set by hand, as in the tests that run in one process.
const ADMIN = `export const requireAdmin = async () => ({ id: "admin", name: "Ada", email: "ada@shop.test", role: "owner" });`;
registerHooks({
  resolve: (specifier, context, next) =>
    /(^|\/)accounts\/session$/.test(specifier)
      ? { url: `data:text/javascript,${encodeURIComponent(ADMIN)}`, format: "module", shortCircuit: true }
      : next(specifier, context),
});

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
  }),
  z.object({ kind: z.literal("sweep") }),
  z.object({ kind: z.literal("sweep_lists") }),
  z.object({ kind: z.literal("compare") }),
  z.object({ kind: z.literal("mail"), orderId: z.string() }),
]);
export type Task = z.input<typeof task>;

async function main() {
  const { startCheckout } = await import("../../server/checkout/start-checkout.ts");
  const { startFreeOrder } = await import("../../server/checkout/start-free-order.ts");
  const { POST } = await import("../../app/webhooks/stripe/route.ts");
  const { drainInbox } = await import("../../server/webhooks/drain-inbox.ts");
  const { refundOrder } = await import("../../server/orders/refunds/refund-order.ts");
  const { sweepOrders } = await import("../../server/reconciliation/sweep/sweep-orders.ts");
  const { sweepLists } = await import("../../server/reconciliation/sweep/sweep-lists.ts");
  const { runCheck } = await import("../../server/reconciliation/check/run-check.ts");
  const { sendOrderMail } = await import("../../server/orders/mail/send-order-mail.ts");
  const { queue } = await import("../../server/platform/queue.ts");
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
        return refundOrder({ ...given, currency: "eur", reason: null, note: null });
      case "sweep":
        return sweepOrders({ minAgeSeconds: 0 });
      case "sweep_lists":
        return sweepLists({ requestsASecond: 1_000 });
      case "compare":
        return runCheck({ graceSeconds: 0, requestsASecond: 1_000, saveEveryMs: 0 });
      case "mail":
        return sendOrderMail({ orderId: given.orderId, kind: "order_confirmation" });
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
