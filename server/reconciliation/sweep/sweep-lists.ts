import "server-only";
import { addUnknownValues, type Checked, NOTHING_CHECKED } from "@/domain/reconciliation/differences";
import type { Fact } from "@/domain/reconciliation/fact";
import { reconcileOrder, UnknownOrderError } from "../../orders/reconcile/reconcile-order";
import { crashPoint } from "../../platform/crash-point";
import { env } from "../../platform/env";
import { log } from "../../platform/log";
import { probeDisabledCalls } from "../../stripe/resilience/probe-disabled-calls";
import { isKeyError, keyProblemOf, StripeCallError } from "../../stripe/stripe-call-error";
import { limitRate, type Pace } from "../limit-rate";
import type { SweepOutcome } from "../record-run";
import { countRepaired, findRepaired, lastEntry } from "./count-repaired";
import { type ListedPage, READERS, type ReconcileRequest } from "./read-list-page";
import { LISTS, type ListName, readPlace, type SweepPlace, savePlace } from "./sweep-cursor";

// Objects of the same second may appear in either order, so each walk reads the last minute of the former again.
const OVERLAP_SECONDS = 60;
// Reconciling an order takes at most this many requests.
const REQUESTS_TO_RECONCILE = 2;
// More than an admin can handle; orders beyond this number are reported again by each sweep.
const MAX_KNOWN = 1_000;

/** A page's orders after reconciling: those that changed, and the creation times of those that failed. */
type Reconciled = { repaired: Set<string>; left: number[] };

export type SweepOptions = {
  requestsASecond?: number;
  /** Called after every page, with the requests so far. */
  onPage?: ((requests: number) => Promise<void>) | undefined;
};

/**
 * Reads Stripe's lists from the newest object back to where the last sweep ended, and reconciles every order whose
 * records differ: this finds changes whose event was lost. The place is saved after each page, so a crash costs one
 * page. Objects created in the meantime are newer than the walk's start; the next walk begins with them.
 * @throws StripeCallError when Stripe does not answer
 */
export async function sweepLists(options: SweepOptions = {}): Promise<SweepOutcome> {
  const pace = limitRate(options.requestsASecond);
  const checked: Checked = { ...NOTHING_CHECKED };
  const gaps: Fact[] = [];
  const before = await lastEntry();
  const tally = { found: 0, known: 0 };
  await probeDisabledCalls();
  for (const list of LISTS) {
    if (list === "disputes" && env().DISPUTES === "off") continue;
    try {
      await sweepList(list, pace, { checked, gaps, tally, onPage: options.onPage });
    } catch (error) {
      // A key that lacks a permission leaves a gap; the other lists are still swept.
      if (!isKeyError(error)) throw error;
      gaps.push({ code: "not_checked", what: list, problem: keyProblemOf(error.problem) });
    }
  }
  return { checked, requests: pace.requests(), ...tally, repaired: await countRepaired(before), gaps };
}

type Sweep = {
  checked: Checked;
  gaps: Fact[];
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
    addUnknownValues(gaps, page.unknown);
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

/** After the walk: the next one goes back to this one's start, or to the oldest object that may still change. */
function done(place: SweepPlace, page: ListedPage, left: number[]): SweepPlace {
  const { top, oldestOpen, different } = walked(place, page, left);
  const next = Math.min(top - OVERLAP_SECONDS, oldestOpen ?? Number.POSITIVE_INFINITY);
  return { from: Math.max(place.from, next), different, walk: null };
}

/** What the walk has found so far, this page included. */
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
