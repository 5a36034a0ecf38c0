import { randomUUID } from "node:crypto";
import { startCheckout } from "../../server/checkout/start-checkout.ts";
import { reconcileOrder } from "../../server/orders/reconcile/reconcile-order.ts";
import { referenceOf } from "../../server/platform/reference.ts";
import type { CallName, Role } from "../../server/stripe/calls.ts";
import { permissionsOf } from "../../server/stripe/keys/manifest.ts";
import { recordCalls } from "./record-calls.ts";
import { makeVariant, openTestShop, type TestShop } from "./test-shop.ts";

/** The shop with what a test of keys needs: change a role's permissions, see what was asked, let time pass. */
export async function openKeyShop() {
  const testShop = await openTestShop();
  const mint = (role: Role, permissions: readonly string[]) =>
    testShop.control("keys", { name: `shop ${role}`, permissions });
  return {
    testShop,
    mint,
    repair: (role: Role) => mint(role, permissionsOf(role)),
    /** Half a minute later: what is switched off may be tried once more, and a visitor may cause a call again. */
    letProbesCome: async () => {
      await testShop.sql("UPDATE disabled_calls SET retry_at = now() - interval '1 second'");
      await testShop.sql("UPDATE orders SET return_asked_at = NULL, checkout_asked_at = NULL");
    },
    /** As if nothing had ever been refused. */
    forgetDisabledCalls: () => testShop.sql("DELETE FROM disabled_calls"),
    forgetRequests: async () => {
      await recordCalls(testShop.sandboxUrl);
      await testShop.control("requests", undefined, "DELETE");
    },
    requests: async () =>
      (
        (await testShop.control("requests?limit=5000", undefined, "GET")) as { data: SentRequest[] }
      ).data.filter(({ key }) => key?.startsWith("shop ")),
    disabledCalls: async () =>
      (
        await testShop.sql<{ call: string }>(
          "SELECT call FROM disabled_calls WHERE enabled_at IS NULL ORDER BY call",
        )
      ).map(({ call }) => call as CallName | ""),
  };
}

export type SentRequest = { method: string; route: string; key: string | null; status: number };
export type KeyShop = Awaited<ReturnType<typeof openKeyShop>>;

export type SoldOrder = {
  id: string;
  state: string;
  session: string;
  intent: string | null;
  reference: string;
  cartKey: string;
  variantId: string;
};

type Cart = { key: string; lines: { variantId: string; quantity: number; seenMinor: bigint }[] };

export async function newCart(testShop: TestShop): Promise<Cart> {
  const variantId = await makeVariant(testShop);
  return { key: randomUUID(), lines: [{ variantId, quantity: 1, seenMinor: 2400n }] };
}

/** What the records say of a cart's newest order. */
export async function orderOf(testShop: TestShop, cart: Cart): Promise<SoldOrder | undefined> {
  const [row] = await testShop.sql<Omit<SoldOrder, "reference" | "variantId">>(
    `SELECT id, payment_state AS state, stripe_session_id AS session, cart_key AS "cartKey",
            stripe_payment_intent_id AS intent FROM orders WHERE cart_key = $1 ORDER BY number DESC LIMIT 1`,
    [cart.key],
  );
  return row && { ...row, reference: referenceOf(row.id), variantId: cart.lines[0]?.variantId ?? "" };
}

/** An order that waits for its payment. */
export async function openOrder(testShop: TestShop): Promise<SoldOrder & { cart: Cart }> {
  const cart = await newCart(testShop);
  const started = await startCheckout({ cart, ui: "embedded_page" });
  const order = await orderOf(testShop, cart);
  if (started.kind !== "ready" || !order) throw new Error(`the checkout is ${started.kind}`);
  return { ...order, cart };
}

/** An order that is paid and reconciled. */
export async function paidOrder(testShop: TestShop, token = "tok_visa"): Promise<SoldOrder> {
  const { cart, id, session } = await openOrder(testShop);
  await testShop.pay(session, token);
  await reconcileOrder(id, { cause: "return_page" });
  const order = await orderOf(testShop, cart);
  if (order?.state !== "paid") throw new Error(`the order is ${order?.state}`);
  return order;
}

/** A payment for the same order that goes through no session. @returns its id, and how it is paid */
export async function payOutsideSession(testShop: TestShop, sessionId: string, amountMinor = 2400) {
  const { metadata } = (await testShop.stripe(`checkout/sessions/${sessionId}`)) as {
    metadata?: Record<string, string>;
  };
  const intent = await testShop.stripe("payment_intents", {
    amount: String(amountMinor),
    currency: "eur",
    "payment_method_types[0]": "card",
    ...Object.fromEntries(
      Object.entries(metadata ?? {}).map(([name, value]) => [`metadata[${name}]`, value]),
    ),
  });
  const pay = async () =>
    void (await testShop.stripe(`payment_intents/${intent.id}/confirm`, { payment_method: "pm_card_visa" }));
  return { id: intent.id, pay };
}
