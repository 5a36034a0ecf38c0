import "server-only";
import type { DisputeFact, PaymentFacts, RefundFact, UnknownValue } from "@/domain/orders/payment-facts";
import { callStripe } from "./client";
import { disputeFact, listedFacts, refundFact } from "./facts";
import { StripeCallError } from "./stripe-call-error";

/** A place in one of Stripe's lists, which are read from the newest object back to a time. */
export type Place = {
  /** Seconds since 1970; older objects are not read. */
  from: number;
  /** The last object that was read; null before the first page. */
  after: string | null;
};

type Listed<Fact> = { id: string; createdAt: number; fact: Fact };
export type ListPage<Fact> = {
  items: Listed<Fact>[];
  /** Values that this version does not know; their objects are not among the items. */
  unknown: UnknownValue[];
  /** The page's last object, known or not. */
  last: string | null;
  hasMore: boolean;
};

export type SessionFact = PaymentFacts & { isDisputed: boolean };
/** A refund or a dispute with the payment that it belongs to. */
export type OfPayment<Fact> = Fact & { paymentIntentId: string | null };

/** Up to 100 Checkout Sessions with their payments. @throws StripeCallError */
export async function listSessions(place: Place): Promise<ListPage<SessionFact>> {
  const page = await callStripe("listSessionsPage", paramsOf(place));
  return pageOf(page, listedFacts);
}

/** Up to 100 refunds. @throws StripeCallError */
export async function listRefunds(place: Place): Promise<ListPage<OfPayment<RefundFact>>> {
  const page = await callStripe("listRefundsPage", paramsOf(place));
  return pageOf(page, (refund) => ({ ...refundFact(refund), paymentIntentId: intentOf(refund) }));
}

/** Up to 100 disputes. @throws StripeCallError */
export async function listDisputes(place: Place): Promise<ListPage<OfPayment<DisputeFact>>> {
  const page = await callStripe("listDisputesPage", paramsOf(place));
  return pageOf(page, (dispute) => ({ ...disputeFact(dispute), paymentIntentId: intentOf(dispute) }));
}

const paramsOf = ({ from, after }: Place) => ({
  ...(from > 0 ? { created: { gte: from } } : {}),
  ...(after === null ? {} : { starting_after: after }),
});

function pageOf<Thing extends { id: string; created: number }, Fact>(
  { data, has_more }: { data: Thing[]; has_more: boolean },
  read: (thing: Thing) => Fact,
): ListPage<Fact> {
  const page: ListPage<Fact> = { items: [], unknown: [], last: data.at(-1)?.id ?? null, hasMore: has_more };
  for (const thing of data) {
    try {
      page.items.push({ id: thing.id, createdAt: thing.created, fact: read(thing) });
    } catch (error) {
      // One object with an unknown value must not stop the others from being checked.
      if (!(error instanceof StripeCallError) || error.unknownValue === null) throw error;
      page.unknown.push(error.unknownValue);
    }
  }
  return page;
}

function intentOf({ payment_intent }: { payment_intent: string | { id: string } | null }): string | null {
  return typeof payment_intent === "string" ? payment_intent : (payment_intent?.id ?? null);
}
