import "server-only";
import { type EventReason, type EventReasonDetail, messageDetail } from "@/domain/webhooks/reasons";
import { reconcileOrder, UnknownOrderError } from "../orders/reconcile/reconcile-order";
import { crashPoint } from "../platform/crash-point";
import { db, errorMessage } from "../platform/db";
import { log } from "../platform/log";
import type { CallName } from "../stripe/calls";
import { breakerOf } from "../stripe/resilience/breaker";
import { probeDisabledCalls } from "../stripe/resilience/probe-disabled-calls";
import { isKeyError, StripeCallError } from "../stripe/stripe-call-error";
import { type ClaimedEvent, claimEvents, finishEvents, keepClaim, type Verdict } from "./claim-events";
import { type EventOfOrder, routeEvents } from "./route-events";

const MAX_CONCURRENT = 8;
const MAX_ATTEMPTS = 12;
// Stripe itself tries to deliver an event for three days.
const MAX_WAIT_MS = 3 * 24 * 60 * 60_000;

// The calls that this process last saw disabled; null before its first look.
let knownDisabled: Set<CallName> | null = null;
let isStripeAway = false;

/**
 * Claims stored events, reconciles each order that they concern once, and finishes the rows.
 * @returns how many events it claimed; 0 when nothing is due or orders cannot be reconciled now
 */
export async function drainInbox(): Promise<number> {
  if (!(await canReconcile())) return 0;
  const events = await claimEvents();
  if (events.length === 0) return 0;
  const open = new Set(events);
  const release = keepClaim(open);
  try {
    crashPoint("inbox:claimed");
    const { ofOrders, decided } = await routeEvents(events, (event, error) => failed(event, null, error));
    await finish(decided, open);
    const work = Map.groupBy(ofOrders, ({ orderId }) => orderId).values();
    const lanes = Array.from({ length: MAX_CONCURRENT }, async () => {
      for (const group of work) await handleGroup(group, open);
    });
    await Promise.all(lanes);
  } finally {
    release();
  }
  return events.length;
}

/** Events are left as they are while orders cannot be reconciled; those that waited are due at once afterwards. */
async function canReconcile(): Promise<boolean> {
  const disabled = await probeDisabledCalls();
  const isAnyRepaired = knownDisabled === null || [...knownDisabled].some((call) => !disabled.has(call));
  if (isAnyRepaired) await retryWaiting("waits_for_key");
  const isFirstLook = knownDisabled === null;
  knownDisabled = disabled;
  const breaker = breakerOf("readCheckoutSession");
  if (breaker === "closed" && (isStripeAway || isFirstLook)) await retryWaiting("waits_for_stripe");
  isStripeAway = breaker !== "closed";
  return breaker !== "open" && !disabled.has("readCheckoutSession");
}

async function retryWaiting(reason: EventReason): Promise<void> {
  // By hand: workers compare the time with the database's clock.
  await db().$executeRaw`
    UPDATE stripe_events SET claimed_until = now()
     WHERE state = 'received' AND claimed_until > now() AND reason_code = ${reason}::"EventReason"`;
}

async function handleGroup(group: EventOfOrder[], open: Set<ClaimedEvent>): Promise<void> {
  const verdicts = await reconcileGroup(group);
  crashPoint("inbox:reconciled");
  await finish(verdicts, open);
}

async function finish(verdicts: Verdict[], open: Set<ClaimedEvent>): Promise<void> {
  for (const { event } of verdicts) open.delete(event);
  await finishEvents(verdicts);
}

async function reconcileGroup(group: EventOfOrder[]): Promise<Verdict[]> {
  const [first] = group;
  if (!first) return [];
  const sessionIds = new Set(group.flatMap(({ sessionId }) => sessionId ?? []));
  const paymentIntentIds = group.flatMap(({ paymentIntentId }) => paymentIntentId ?? []);
  const trigger = {
    cause: "event" as const,
    causeRef: `${first.event.type} ${first.event.id}`,
    paymentIntentIds,
    namesRefund: group.some(({ event }) => event.type.startsWith("refund.")),
  };
  try {
    for (const sessionId of sessionIds.size > 0 ? sessionIds : [undefined])
      await reconcileOrder(first.orderId, sessionId === undefined ? trigger : { ...trigger, sessionId });
    return group.map(({ event, orderId }) => ({
      event,
      state: "applied",
      reason: null,
      detail: null,
      orderId,
    }));
  } catch (error) {
    if (isKeyError(error)) knownDisabled?.add(error.call);
    else
      log.error({ err: error, orderId: first.orderId }, "an order could not be reconciled from its events");
    return group.map(({ event, orderId }) => failed(event, orderId, error));
  }
}

/**
 * While a key lacks a permission or Stripe does not answer, the event itself is not at fault: it waits, for a key
 * without limit. An event that keeps failing for any other reason is given up, which raises an alarm.
 */
function failed(event: ClaimedEvent, orderId: string | null, error: unknown): Verdict {
  if (error instanceof UnknownOrderError) return { ...retryOrGiveUp(event, "unknown_order"), orderId: null };
  const detail = messageDetail(errorMessage(error));
  if (isKeyError(error)) return { event, state: "later", reason: "waits_for_key", detail, orderId };
  const isAway = error instanceof StripeCallError && error.fault === "retry";
  if (isAway && Date.now() - event.receivedAt.getTime() < MAX_WAIT_MS)
    return { event, state: "later", reason: "waits_for_stripe", detail, orderId };
  return { ...retryOrGiveUp(event, "failed", detail), orderId };
}

const retryOrGiveUp = (event: ClaimedEvent, reason: EventReason, detail: EventReasonDetail | null = null) =>
  ({ event, reason, detail, state: event.attempts >= MAX_ATTEMPTS ? "dead" : "later" }) as const;
