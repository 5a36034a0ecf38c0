import "server-only";
import { addObjectGaps, type Checked, NOTHING_CHECKED } from "@/domain/books";
import { compareDisputes, compareRefund, rowOf } from "@/domain/compare-refunds";
import { crashPoint } from "../crash-point";
import { env } from "../env";
import { log } from "../log";
import { settleOrder, UnknownOrderError } from "../orders/settle-order";
import { describeKeyTrouble } from "../stripe/describe-key-trouble";
import { type ListPage, listDisputes, listRefunds, listSessions, type Place } from "../stripe/list-pages";
import { isKeyTrouble, StripeCallError } from "../stripe/stripe-call-error";
import { tryClosedFunctions } from "../stripe/try-closed-functions";
import { looksDifferent } from "./compare-sessions";
import { countMended, lastEntry } from "./count-mended";
import { keepPace, type Pace } from "./pace";
import { readBookedOrders, readOrdersOfPayments } from "./read-booked-orders";
import type { SweepOutcome } from "./reconcile-run";
import { LISTS, type ListName, readPlace, type SweepPlace, savePlace } from "./sweep-cursor";

// Objects of the same second may appear in either order: the last minute is always looked at again.
const OVERLAP_SECONDS = 60;
// An order is settled with at most this many requests.
const REQUESTS_TO_SETTLE = 2;

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

export type SweepOptions = {
  requestsASecond?: number;
  /** Called after every page, with the requests so far. */
  onPage?: ((requests: number) => Promise<void>) | undefined;
};
type Walk = { pace: Pace; checked: Checked; gaps: string[]; onPage: SweepOptions["onPage"] };

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
  let found = 0;
  await tryClosedFunctions();
  for (const list of LISTS) {
    if (list === "disputes" && env().DISPUTES === "off") continue;
    try {
      found += await sweepList(list, { pace, checked, gaps, onPage: options.onPage });
    } catch (error) {
      // A worker without a permission does what it may.
      if (!isKeyTrouble(error)) throw error;
      gaps.push(`Not swept: ${list}. ${describeKeyTrouble(error.trouble)}`);
    }
  }
  return { checked, requests: pace.requests(), found, mended: await countMended(before), gaps };
}

async function sweepList(list: ListName, { pace, checked, gaps, onPage }: Walk): Promise<number> {
  let place = await readPlace(list);
  let found = 0;
  for (;;) {
    const { from, walk } = place;
    const page = await pace.ask(() => READERS[list]({ from, after: walk?.after ?? null }));
    const left = await settleAll(page.different, pace);
    addObjectGaps(gaps, page.unknown);
    checked[list] += page.items;
    found += page.different.length;
    const isOver = !page.hasMore || page.last === null;
    place = isOver ? done(place, page, left) : further(place, page, left);
    await savePlace(list, place);
    crashPoint("sweep:page_saved");
    await onPage?.(pace.requests());
    if (isOver) return found;
  }
}

/** One page further back in time. */
function further({ from, walk }: SweepPlace, page: Seen, left: number[]): SweepPlace {
  return {
    from,
    walk: {
      top: walk?.top ?? page.top,
      after: page.last ?? "",
      oldestOpen: oldest(walk?.oldestOpen ?? null, [...page.open, ...left]),
    },
  };
}

/** The walk is over: the next one goes back to its start, or to the oldest object that may still change. */
function done({ from, walk }: SweepPlace, page: Seen, left: number[]): SweepPlace {
  const top = (walk?.top ?? page.top) - OVERLAP_SECONDS;
  const oldestOpen = oldest(walk?.oldestOpen ?? null, [...page.open, ...left]);
  return { from: Math.max(from, oldestOpen === null ? top : Math.min(top, oldestOpen)), walk: null };
}

const oldest = (known: number | null, times: number[]): number | null =>
  times.reduce<number | null>((least, time) => (least === null ? time : Math.min(least, time)), known);

/** @returns when those were created that could not be settled now and may be later */
async function settleAll(rings: Ring[], pace: Pace): Promise<number[]> {
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
  return left;
}
