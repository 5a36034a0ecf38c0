import "server-only";
import { addObjectGaps, type Checked, NOTHING_CHECKED } from "@/domain/reconciliation/differences";
import { compareDisputes, compareRefund, rowOf } from "@/domain/refunds/compare-refunds";
import { settleOrder, UnknownOrderError } from "../../orders/reconcile/reconcile-order";
import { crashPoint } from "../../platform/crash-point";
import { env } from "../../platform/env";
import { log } from "../../platform/log";
import { describeKeyTrouble } from "../../stripe/keys/describe-key-error";
import { type ListPage, listDisputes, listRefunds, listSessions, type Place } from "../../stripe/list-pages";
import { tryClosedFunctions } from "../../stripe/resilience/probe-disabled-calls";
import { isKeyTrouble, StripeCallError } from "../../stripe/stripe-call-error";
import { looksDifferent } from "../check/compare-sessions";
import { keepPace, type Pace } from "../limit-rate";
import { readBookedOrders, readOrdersOfPayments } from "../read-recorded-orders";
import type { SweepOutcome } from "../reconcile-run";
import { countMended, findMended, lastEntry } from "./count-repaired";
import { LISTS, type ListName, readPlace, type SweepPlace, savePlace } from "./sweep-cursor";

// Objects of the same second may appear in either order: the last minute is always looked at again.
const OVERLAP_SECONDS = 60;
// An order is settled with at most this many requests.
const REQUESTS_TO_SETTLE = 2;
// More than a person can deal with: what is beyond them is told again with each sweep.
const MOST_KNOWN = 1_000;

/** What a page told: the orders to settle, with the session that named each, and what may still change. */
type Seen = {
  items: number;
  last: string | null;
  unknown: string[];
  top: number;
  hasMore: boolean;
  different: Ring[];
  open: number[];
};
type Ring = { orderId: string; sessionId?: string; namesRefund?: true; createdAt: number };
/** What became of a page's orders: those that settling changed, and when those were created that could not be settled. */
type Settled = { mended: Set<string>; left: number[] };

export type SweepOptions = {
  requestsASecond?: number;
  /** Called after every page, with the requests so far. */
  onPage?: ((requests: number) => Promise<void>) | undefined;
};

/** Reads a page of each list and compares it with the books. */
const READERS: Record<ListName, (place: Place) => Promise<Seen>> = {
  sessions: async (place) => {
    const page = await listSessions(place);
    const orders = await readBookedOrders(page.items.flatMap(({ fact }) => fact.orderId ?? []));
    const byId = new Map(orders.map((order) => [order.id, order]));
    return seen(
      page,
      ({ orderId, ...fact }, createdAt) => {
        const order = byId.get(orderId ?? "");
        const isNews = order && looksDifferent(order, { ...fact, orderId });
        return isNews ? { orderId: order.id, sessionId: fact.sessionId, createdAt } : null;
      },
      ({ orderId, session }) => orderId !== null && session === "open",
    );
  },
  refunds: async (place) => {
    const page = await listRefunds(place);
    const orders = await readOrdersOfPayments(page.items.flatMap(({ fact }) => fact.paymentIntentId ?? []));
    const byPayment = new Map(orders.map((order) => [order.stripePaymentIntentId, order]));
    return seen(
      page,
      (refund, createdAt) => {
        const order = byPayment.get(refund.paymentIntentId);
        const isNews = order && compareRefund(order.id, refund, rowOf(refund, order.refunds));
        return isNews ? { orderId: order.id, namesRefund: true, createdAt } : null;
      },
      ({ state, paymentIntentId }) => state === "pending" && byPayment.has(paymentIntentId),
    );
  },
  disputes: async (place) => {
    const page = await listDisputes(place);
    const orders = await readOrdersOfPayments(page.items.flatMap(({ fact }) => fact.paymentIntentId ?? []));
    const byPayment = new Map(orders.map((order) => [order.stripePaymentIntentId, order]));
    return seen(
      page,
      (dispute, createdAt) => {
        const order = byPayment.get(dispute.paymentIntentId);
        const isNews = order && compareDisputes(order, [dispute]).length > 0;
        return isNews ? { orderId: order.id, createdAt } : null;
      },
      ({ state, paymentIntentId }) =>
        !/^(won|lost|warning_closed)$/.test(state) && byPayment.has(paymentIntentId),
    );
  },
};

function seen<Fact>(
  { items, unknown, last, hasMore }: ListPage<Fact>,
  newsOf: (fact: Fact, createdAt: number) => Ring | null,
  mayChange: (fact: Fact) => boolean,
): Seen {
  return {
    items: items.length,
    last,
    unknown,
    top: items[0]?.createdAt ?? 0,
    hasMore,
    different: items.flatMap(({ fact, createdAt }) => newsOf(fact, createdAt) ?? []),
    open: items.flatMap(({ fact, createdAt }) => (mayChange(fact) ? [createdAt] : [])),
  };
}

/**
 * Walks Stripe's lists from the newest object back to where the last sweep was done, and settles every order that
 * the books have otherwise: what no event ever told is found here. The place is saved after each page, so that a
 * crash costs one page; what is created meanwhile is newer than the walk's start, and the next walk begins with it.
 * @throws StripeCallError when Stripe does not answer
 */
export async function sweepLists(options: SweepOptions = {}): Promise<SweepOutcome> {
  const pace = keepPace(options.requestsASecond);
  const checked: Checked = { ...NOTHING_CHECKED };
  const gaps: string[] = [];
  const before = await lastEntry();
  const tally = { found: 0, known: 0 };
  await tryClosedFunctions();
  for (const list of LISTS) {
    if (list === "disputes" && env().DISPUTES === "off") continue;
    try {
      await sweepList(list, pace, { checked, gaps, tally, onPage: options.onPage });
    } catch (error) {
      // A worker without a permission does what it may.
      if (!isKeyTrouble(error)) throw error;
      gaps.push(`Not swept: ${list}. ${describeKeyTrouble(error.trouble)}`);
    }
  }
  return { checked, requests: pace.requests(), ...tally, mended: await countMended(before), gaps };
}

type Sweep = {
  checked: Checked;
  gaps: string[];
  tally: { found: number; known: number };
  onPage: SweepOptions["onPage"];
};

async function sweepList(list: ListName, pace: Pace, { checked, gaps, tally, onPage }: Sweep): Promise<void> {
  let place = await readPlace(list);
  for (;;) {
    const { from, walk } = place;
    const page = await pace.ask(() => READERS[list]({ from, after: walk?.after ?? null }));
    const { mended, left } = await settleAll(page.different, pace);
    const isKnown = ({ orderId }: Ring) => place.different.includes(orderId) && !mended.has(orderId);
    const known = page.different.filter(isKnown).length;
    addObjectGaps(gaps, page.unknown);
    checked[list] += page.items;
    tally.found += page.different.length - known;
    tally.known += known;
    const isOver = !page.hasMore || page.last === null;
    place = isOver ? done(place, page, left) : further(place, page, left);
    await savePlace(list, place);
    crashPoint("sweep:page_saved");
    await onPage?.(pace.requests());
    if (isOver) return;
  }
}

/** One page further back in time. */
function further(place: SweepPlace, page: Seen, left: number[]): SweepPlace {
  return { ...place, walk: { ...walked(place, page, left), after: page.last ?? "" } };
}

/** The walk is over: the next one goes back to its start, or to the oldest object that may still change. */
function done(place: SweepPlace, page: Seen, left: number[]): SweepPlace {
  const { top, oldestOpen, different } = walked(place, page, left);
  const next = Math.min(top - OVERLAP_SECONDS, oldestOpen ?? Number.POSITIVE_INFINITY);
  return { from: Math.max(place.from, next), different, walk: null };
}

/** What the walk has met so far, with this page. */
function walked({ walk }: SweepPlace, page: Seen, left: number[]) {
  const times = [walk?.oldestOpen ?? [], page.open, left].flat();
  const orderIds = [...(walk?.different ?? []), ...page.different.map(({ orderId }) => orderId)];
  return {
    top: walk?.top ?? page.top,
    oldestOpen: times.length > 0 ? Math.min(...times) : null,
    different: [...new Set(orderIds)].slice(0, MOST_KNOWN),
  };
}

async function settleAll(rings: Ring[], pace: Pace): Promise<Settled> {
  if (rings.length === 0) return { mended: new Set(), left: [] };
  const before = await lastEntry();
  const left: number[] = [];
  for (const { orderId, createdAt, ...named } of rings) {
    const ring = { cause: "sweep" as const, ...named };
    try {
      await pace.ask(() => settleOrder(orderId, ring), REQUESTS_TO_SETTLE);
    } catch (error) {
      if (error instanceof UnknownOrderError) continue;
      if (error instanceof StripeCallError && error.fault === "retry") throw error;
      if (!isKeyTrouble(error)) log.error({ err: error, orderId }, "the sweep could not settle an order");
      left.push(createdAt);
    }
  }
  const orderIds = rings.map(({ orderId }) => orderId);
  return { mended: await findMended(before, orderIds), left };
}
