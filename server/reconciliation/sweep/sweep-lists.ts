import "server-only";
import { addObjectGaps, type Checked, NOTHING_CHECKED } from "@/domain/reconciliation/differences";
import { reconcileOrder, UnknownOrderError } from "../../orders/reconcile/reconcile-order";
import { crashPoint } from "../../platform/crash-point";
import { env } from "../../platform/env";
import { log } from "../../platform/log";
import { probeDisabledCalls } from "../../stripe/resilience/probe-disabled-calls";
import { describeKeyError, isKeyError, StripeCallError } from "../../stripe/stripe-call-error";
import { limitRate, type Pace } from "../limit-rate";
import type { SweepOutcome } from "../record-run";
import { countRepaired, findRepaired, lastEntry } from "./count-repaired";
import { type ListedPage, READERS, type ReconcileRequest } from "./read-list-page";
import { LISTS, type ListName, readPlace, type SweepPlace, savePlace } from "./sweep-cursor";

// Objects of the same second may appear in either order: the last minute is always looked at again.
const OVERLAP_SECONDS = 60;
// An order is reconciled with at most this many requests.
const REQUESTS_TO_RECONCILE = 2;
// More than a person can deal with: what is beyond them is told again with each sweep.
const MAX_KNOWN = 1_000;

/** What became of a page's orders: those that reconciling changed, and when those were created that could not be reconciled. */
type Reconciled = { repaired: Set<string>; left: number[] };

export type SweepOptions = {
  requestsASecond?: number;
  /** Called after every page, with the requests so far. */
  onPage?: ((requests: number) => Promise<void>) | undefined;
};

/**
 * Walks Stripe's lists from the newest object back to where the last sweep was done, and reconciles every order that
 * the records have otherwise: what no event ever told is found here. The place is saved after each page, so that a
 * crash costs one page; what is created meanwhile is newer than the walk's start, and the next walk begins with it.
 * @throws StripeCallError when Stripe does not answer
 */
export async function sweepLists(options: SweepOptions = {}): Promise<SweepOutcome> {
  const pace = limitRate(options.requestsASecond);
  const checked: Checked = { ...NOTHING_CHECKED };
  const gaps: string[] = [];
  const before = await lastEntry();
  const tally = { found: 0, known: 0 };
  await probeDisabledCalls();
  for (const list of LISTS) {
    if (list === "disputes" && env().DISPUTES === "off") continue;
    try {
      await sweepList(list, pace, { checked, gaps, tally, onPage: options.onPage });
    } catch (error) {
      // A worker without a permission does what it may.
      if (!isKeyError(error)) throw error;
      gaps.push(`Not swept: ${list}. ${describeKeyError(error.problem)}`);
    }
  }
  return { checked, requests: pace.requests(), ...tally, repaired: await countRepaired(before), gaps };
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
    const { repaired, left } = await reconcileAll(page.different, pace);
    const isKnown = ({ orderId }: ReconcileRequest) =>
      place.different.includes(orderId) && !repaired.has(orderId);
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
function further(place: SweepPlace, page: ListedPage, left: number[]): SweepPlace {
  return { ...place, walk: { ...walked(place, page, left), after: page.last ?? "" } };
}

/** The walk is over: the next one goes back to its start, or to the oldest object that may still change. */
function done(place: SweepPlace, page: ListedPage, left: number[]): SweepPlace {
  const { top, oldestOpen, different } = walked(place, page, left);
  const next = Math.min(top - OVERLAP_SECONDS, oldestOpen ?? Number.POSITIVE_INFINITY);
  return { from: Math.max(place.from, next), different, walk: null };
}

/** What the walk has met so far, with this page. */
function walked({ walk }: SweepPlace, page: ListedPage, left: number[]) {
  const times = [walk?.oldestOpen ?? [], page.open, left].flat();
  const orderIds = [...(walk?.different ?? []), ...page.different.map(({ orderId }) => orderId)];
  return {
    top: walk?.top ?? page.top,
    oldestOpen: times.length > 0 ? Math.min(...times) : null,
    different: [...new Set(orderIds)].slice(0, MAX_KNOWN),
  };
}

async function reconcileAll(requests: ReconcileRequest[], pace: Pace): Promise<Reconciled> {
  if (requests.length === 0) return { repaired: new Set(), left: [] };
  const before = await lastEntry();
  const left: number[] = [];
  for (const { orderId, createdAt, ...named } of requests) {
    const request = { cause: "sweep" as const, ...named };
    try {
      await pace.ask(() => reconcileOrder(orderId, request), REQUESTS_TO_RECONCILE);
    } catch (error) {
      if (error instanceof UnknownOrderError) continue;
      if (error instanceof StripeCallError && error.fault === "retry") throw error;
      if (!isKeyError(error)) log.error({ err: error, orderId }, "the sweep could not reconcile an order");
      left.push(createdAt);
    }
  }
  const orderIds = requests.map(({ orderId }) => orderId);
  return { repaired: await findRepaired(before, orderIds), left };
}
