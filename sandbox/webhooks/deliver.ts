import { createHmac } from "node:crypto";
import type { Faults } from "../faults/faults.ts";
import type { Delivery, WebhookSecret } from "../store/rows.ts";
import type { Store } from "../store/store.ts";
import { downgradeEvent } from "../versions/map-versions.ts";
import { showEvent } from "./events.ts";
import type { Listeners } from "./listeners.ts";
import type { Sender, SendResult } from "./send.ts";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
/** Seconds to the next try. Stripe's own steps are not published; it goes on for three days, growing. */
const BACK_OFF = [2, 5, 15, MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 12 * HOUR];
const GIVE_UP_AFTER = 72 * HOUR;
/** How many tries of one delivery are remembered. */
const KEPT_ATTEMPTS = 20;
/** While deliveries are being reordered, those of this long are gathered and sent last first. */
const WINDOW_MS = 250;

interface Parts {
  store: Store;
  faults: Faults;
  sender: Sender;
  listeners: Listeners;
  now(): number;
}

/** Brings events to their receivers. `deliver` is what the clock calls when a delivery is due. */
export function createDeliveries({ store, faults, sender, listeners, now }: Parts) {
  const gather = createReorderer();

  const deliver = async (id: string): Promise<void> => {
    const delivery = store.deliveries.get(id);
    if (delivery?.state !== "pending") return;
    if (delivery.hasMetFaults) return attempt(delivery);
    const target = { type: store.events.get(delivery.event)?.type ?? "" };
    if (faults.take("drop_deliveries", target)) {
      store.deliveries.put({ ...delivery, state: "dropped" });
      return;
    }
    const met = { ...delivery, hasMetFaults: true };
    const delay = faults.take("delay_deliveries", target);
    if (delay) {
      store.transaction(() => {
        store.deliveries.put(met);
        later(id, delay.seconds);
      });
      return;
    }
    const isDoubled = faults.take("duplicate_deliveries", target) !== null;
    const run = async (): Promise<void> => {
      await attempt(met);
      if (isDoubled) await post(met);
    };
    return faults.take("reorder_deliveries", target) ? gather(run) : run();
  };

  const post = (delivery: Delivery): Promise<SendResult> | null => {
    const event = store.events.get(delivery.event);
    if (!event) return null;
    const endpoint = store.webhookEndpoints.get(delivery.endpoint);
    const shown = downgradeEvent(store, showEvent(store, event), endpoint?.api_version ?? null);
    const body = JSON.stringify(shown, null, 2);
    const listener = listeners.get(delivery.endpoint);
    if (listener) return listener.send(delivery.id, event.id, body, headersFor(body, [listener.secret]));
    const secret = store.webhookSecrets.get(delivery.endpoint);
    if (!secret || endpoint?.status !== "enabled") return null;
    return sender.send(endpoint.url, body, headersFor(body, secretsOf(secret, now())));
  };

  const attempt = async (delivery: Delivery): Promise<void> => {
    const result = await post(delivery);
    // The receiver may have been removed, or this sandbox reset, while we waited.
    const current = store.deliveries.get(delivery.id);
    if (current?.state !== "pending") return;
    store.transaction(() => {
      const met = { ...current, hasMetFaults: true };
      if (result === null) store.deliveries.put({ ...met, state: "failed" });
      else record(met, result);
    });
  };

  const record = (delivery: Delivery, result: SendResult): void => {
    const attempts = [...delivery.attempts, { at: now(), ...result }].slice(-KEPT_ATTEMPTS);
    const isTaken = result.status !== null && result.status >= 200 && result.status < 300;
    const waitSeconds = BACK_OFF[Math.min(attempts.length, BACK_OFF.length) - 1] ?? MINUTE;
    const isTooLate = now() + waitSeconds > delivery.created + GIVE_UP_AFTER;
    const isOver = isTooLate || delivery.isResend === true || listeners.isListener(delivery.endpoint);
    const state = isTaken ? "delivered" : isOver ? "failed" : "pending";
    store.deliveries.put({ ...delivery, attempts, state });
    if (state === "pending") later(delivery.id, waitSeconds);
    const failingSince = noteHealth(delivery.endpoint, isTaken);
    const firstTry = attempts[0]?.at ?? now();
    if (state === "failed" && isTooLate && failingSince !== null && failingSince <= firstTry)
      disable(delivery.endpoint);
  };

  /** Since when nothing was taken there: only a change is written. */
  const noteHealth = (endpoint: string, isTaken: boolean): number | null => {
    const secret = store.webhookSecrets.get(endpoint);
    if (!secret) return null;
    const before = secret.failingSince ?? null;
    const failingSince = isTaken ? null : (before ?? now());
    if (failingSince !== before) store.webhookSecrets.put({ ...secret, failingSince });
    return failingSince;
  };

  /** Three days without one success: Stripe writes an email and sends nothing more until someone switches it on. */
  const disable = (id: string): void => {
    const endpoint = store.webhookEndpoints.get(id);
    if (endpoint) store.webhookEndpoints.put({ ...endpoint, status: "disabled" });
  };

  listeners.onAnswer((id, result) => {
    const delivery = store.deliveries.get(id);
    if (!delivery) return;
    const isTaken = result.status !== null && result.status >= 200 && result.status < 300;
    const attempts = [...delivery.attempts.slice(0, -1), { at: now(), ...result }];
    store.deliveries.put({ ...delivery, attempts, state: isTaken ? "delivered" : "failed" });
  });

  const later = (id: string, seconds: number): void => {
    store.tasks.put({ id: `deliver:${id}`, kind: "deliver", target: id, at: now() + seconds });
  };

  return { deliver };
}

const secretsOf = ({ secret, previous }: WebhookSecret, now: number): string[] =>
  previous && previous.expiresAt > now ? [secret, previous.secret] : [secret];

const headersFor = (body: string, secrets: string[]): Record<string, string> => ({
  accept: "*/*; q=0.5, application/xml",
  "cache-control": "no-cache",
  "content-type": "application/json; charset=utf-8",
  // The receiver compares it with its own clock, which nobody moved on.
  "stripe-signature": signPayload(body, secrets, Math.floor(Date.now() / 1000)),
  "user-agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks) latchkey-sandbox",
});

/**
 * The Stripe-Signature header: docs.stripe.com/webhooks#verify-manually. `at` in seconds. While a secret is rolled,
 * both sign. In test mode Stripe adds a `v0` that fits no secret, so that a receiver which believes any scheme fails.
 */
function signPayload(body: string, secrets: string[], at: number): string {
  const sign = (secret: string): string => createHmac("sha256", secret).update(`${at}.${body}`).digest("hex");
  return [`t=${at}`, ...secrets.map((secret) => `v1=${sign(secret)}`), `v0=${sign("v0")}`].join(",");
}

/** Holds what comes within a short while and runs it backwards, one after the other. */
function createReorderer(): (run: () => Promise<void>) => Promise<void> {
  let held: { run: () => Promise<void>; done: () => void }[] = [];
  const flush = async (): Promise<void> => {
    const batch = held.reverse();
    held = [];
    for (const { run, done } of batch) await run().finally(done);
  };
  return (run) =>
    new Promise((done) => {
      if (held.length === 0) setTimeout(() => void flush(), WINDOW_MS);
      held.push({ run, done });
    });
}
