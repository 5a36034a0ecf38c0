import type { Faults } from "../control/faults.ts";
import { showEvent } from "../resources/events.ts";
import type { Delivery } from "../store/rows.ts";
import type { Store } from "../store/store.ts";
import type { createSender, SendResult } from "./send.ts";
import { signPayload } from "./sign-payload.ts";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
/** Seconds to the next try. Stripe's own steps are not published; it goes on for three days, growing. */
const BACK_OFF = [2, 5, 15, MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 12 * HOUR];
const GIVE_UP_AFTER = 72 * HOUR;
/** How many tries of one delivery are remembered. */
const KEPT_ATTEMPTS = 20;
/** While deliveries are being reordered, those of this long are gathered and sent last first. */
const REORDER_WINDOW_MS = 250;

interface Parts {
  store: Store;
  faults: Faults;
  sender: ReturnType<typeof createSender>;
  now(): number;
}

/** Brings events to their receivers. `deliver` is what the clock calls when a delivery is due. */
export function createDeliveries({ store, faults, sender, now }: Parts) {
  const gather = createReorderer();

  const deliver = async (id: string): Promise<void> => {
    const delivery = store.deliveries.get(id);
    if (delivery?.state !== "pending") return;
    if (delivery.attempts.length > 0) return attempt(delivery);
    const struck = { type: store.events.get(delivery.event)?.type ?? "" };
    if (faults.take("drop_deliveries", struck)) {
      store.deliveries.put({ ...delivery, state: "dropped" });
      return;
    }
    const delay = faults.take("delay_deliveries", struck);
    if (delay) {
      // A try that never was: its mark keeps the delay from being applied twice.
      store.deliveries.put({
        ...delivery,
        attempts: [{ at: now(), status: null, error: "delayed by a fault" }],
      });
      return later(id, delay.seconds);
    }
    const isDoubled = faults.take("duplicate_deliveries", struck) !== null;
    const run = async (): Promise<void> => {
      await attempt(delivery);
      if (isDoubled) await post(delivery);
    };
    return faults.take("reorder_deliveries", struck) ? gather(run) : run();
  };

  const post = (delivery: Delivery): Promise<SendResult> | null => {
    const event = store.events.get(delivery.event);
    const endpoint = store.webhookEndpoints.get(delivery.endpoint);
    const secret = store.webhookSecrets.get(delivery.endpoint)?.secret;
    if (!event || !endpoint || secret === undefined || endpoint.status !== "enabled") return null;
    const body = JSON.stringify(showEvent(store, event), null, 2);
    return sender.send(endpoint.url, body, {
      accept: "*/*; q=0.5, application/xml",
      "cache-control": "no-cache",
      "content-type": "application/json; charset=utf-8",
      // The receiver compares it with its own clock, which nobody moved on.
      "stripe-signature": signPayload(body, secret, Math.floor(Date.now() / 1000)),
      "user-agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks) latchkey-sandbox",
    });
  };

  const attempt = async (delivery: Delivery): Promise<void> => {
    const result = await post(delivery);
    // The receiver may have been removed, or this sandbox reset, while we waited.
    const current = store.deliveries.get(delivery.id);
    if (current?.state !== "pending") return;
    if (result === null) {
      store.deliveries.put({ ...current, state: "failed" });
      return;
    }
    const attempts = [...current.attempts, { at: now(), ...result }].slice(-KEPT_ATTEMPTS);
    const isTaken = result.status !== null && result.status >= 200 && result.status < 300;
    const waitSeconds = BACK_OFF[Math.min(attempts.length, BACK_OFF.length) - 1] ?? MINUTE;
    const isOver = now() + waitSeconds > current.created + GIVE_UP_AFTER;
    store.transaction(() => {
      store.deliveries.put({
        ...current,
        attempts,
        state: isTaken ? "delivered" : isOver ? "failed" : "pending",
      });
      if (!isTaken && !isOver) later(delivery.id, waitSeconds);
    });
  };

  const later = (id: string, seconds: number): void => {
    store.tasks.put({ id: `deliver:${id}`, kind: "deliver", target: id, at: now() + seconds });
  };

  return { deliver };
}

/** Holds what comes within a short while and runs it backwards, one after the other. */
function createReorderer() {
  let held: { run: () => Promise<void>; done: () => void }[] = [];
  const flush = async (): Promise<void> => {
    const batch = held.reverse();
    held = [];
    for (const { run, done } of batch) await run().finally(done);
  };
  return (run: () => Promise<void>): Promise<void> =>
    new Promise((done) => {
      if (held.length === 0) setTimeout(() => void flush(), REORDER_WINDOW_MS);
      held.push({ run, done });
    });
}
