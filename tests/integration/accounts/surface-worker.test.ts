import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { afterAll, beforeAll, expect, it } from "vitest";
import { finishReturn } from "../../../server/checkout/checkout-page.ts";
import { startCheckout } from "../../../server/checkout/start-checkout.ts";
import { permissionsOf } from "../../../server/stripe/keys/manifest.ts";
import { cartOf, makeVariant, openTestShop, type TestShop } from "../../support/test-shop.ts";
import { TSX } from "../../support/tsx.ts";

let testShop: TestShop;
let worker: ChildProcess | undefined;

beforeAll(async () => {
  testShop = await openTestShop({ SURFACE: "shop", WORKER: "off" });
});

afterAll(async () => {
  if (worker?.exitCode === null) {
    worker.kill("SIGTERM");
    await once(worker, "exit");
  }
  await testShop.close();
});

async function checkOut(cart = cartOf()) {
  const started = await startCheckout({ cart, ui: "embedded_page" });
  const [order] = await testShop.sql<{ session: string; state: string }>(
    "SELECT stripe_session_id AS session, payment_state AS state FROM orders WHERE cart_key = $1 ORDER BY number DESC LIMIT 1",
    [cart.key],
  );
  return { started, order };
}

/** `npm run worker` with the reconciler's key, and no key that opens a checkout. */
async function startWorker() {
  const { key } = (await testShop.control("keys", {
    name: "worker",
    permissions: permissionsOf("reconciler"),
  })) as { key: string };
  const { STRIPE_CHECKOUT_KEY: _, STRIPE_PUBLISHABLE_KEY: __, ...env } = process.env;
  worker = spawn(process.execPath, [...TSX, "scripts/worker.ts"], {
    env: { ...env, STRIPE_RECONCILER_KEY: key },
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (worker.stdout) await once(worker.stdout, "data");
}

it("a shop that holds the checkout key alone has its orders reconciled by a worker elsewhere", async () => {
  expect(process.env.STRIPE_RECONCILER_KEY).toBeUndefined();
  const variant = await makeVariant(testShop);
  const cart = cartOf([variant, 1]);
  const first = await checkOut(cart);
  expect(first.started.kind).toBe("ready");
  await startWorker();

  // Another quantity: the open order is ended first, which only Stripe can say.
  const changed = { ...cart, lines: cart.lines.map((line) => ({ ...line, quantity: 2 })) };
  const second = await checkOut(changed);
  expect(second.started.kind).toBe("ready");
  expect(second.order?.session).not.toBe(first.order?.session);

  await testShop.control("faults", { kind: "no_event" });
  await testShop.pay(second.order?.session ?? "");
  const reference = second.started.kind === "ready" ? second.started.reference : "";
  expect(await finishReturn(reference)).toEqual({ isPaid: true });
});
