import "server-only";
import type { ListCursor } from "@/domain/list-cursor";
import type { PaymentState } from "@/domain/orders/states";
import type { OrderRow } from "@/domain/orders/views";
import { requireAdmin } from "../../accounts/session";
import { db, Prisma, type Tx, transaction } from "../../platform/db";
import type { OrderSearch } from "./order-query";
import { type OrderChoice, selectMatches, selectOrders } from "./select-orders";

const TIMEOUT_MS = 800;

type Desired = {
  search: OrderSearch;
  state?: PaymentState | undefined;
  toSend?: boolean | undefined;
  needsAttention?: boolean | undefined;
};

/**
 * The orders next to a place in the list, one more than a page, each search on its own index. Oldest first
 * when `direction` is "newer". @throws PostgreSQL's 57014 for a search that takes too long
 */
export async function findOrderRows(
  { search, state, toSend, needsAttention }: Desired,
  cursor: ListCursor | null,
  direction: "older" | "newer",
): Promise<OrderRow[]> {
  const filters = [
    ...(state ? [Prisma.sql`o.payment_state = ${state}::"PaymentState"`] : []),
    ...(toSend ? [TO_SEND] : []),
    ...(needsAttention ? [Prisma.sql`o.conflict IS NOT NULL`] : []),
    ...(cursor ? [place(cursor, direction)] : []),
  ];
  const choice = (...matches: Prisma.Sql[]): OrderChoice => ({
    filters,
    matches,
    order: direction === "older" ? "DESC" : "ASC",
  });
  switch (search.kind) {
    case "nothing":
      return [];
    case "number": {
      const ofNumber = await selectOrders(db(), choice(Prisma.sql`o.number = ${search.number}`));
      if (ofNumber.length > 0 || search.words.length === 0) return ofNumber;
      return inTime((tx) => selectMatches(tx, choice(...partly({ kind: "words", words: search.words }))));
    }
    case "stripe":
      return inTime((tx) => selectOrders(tx, choice(ofStripe(search))));
    case "email": {
      const exact = await selectOrders(db(), choice(Prisma.sql`lower(o.email) = lower(${search.email})`));
      if (exact.length > 0) return exact;
      return inTime((tx) => selectMatches(tx, choice(isLike(`% ${escapeLike(search.email)}%`))));
    }
    case "email_part":
    case "words":
      return inTime((tx) => selectMatches(tx, choice(...partly(search))));
    case "all":
      // Each filter has its index, two together do not: a rare pair may take a while.
      return filters.length > 1 && state
        ? inTime((tx) => selectOrders(tx, choice()))
        : selectOrders(db(), choice());
  }
}

/** `sendingOf` of domain/orders/sending.ts, in the words of the index orders_to_send. */
export const TO_SEND = Prisma.sql`o.payment_state IN ('paid', 'partially_refunded')
  AND o.fulfillment_state IN ('unfulfilled', 'partially_fulfilled')
  AND o.requires_shipping AND o.dispute_hold IS NULL AND o.conflict IS NULL`;

const MAX_COUNTED = 100;

/** How many orders must be sent; counted to 100 at most. */
export async function countToSend(): Promise<number> {
  await requireAdmin("orders.read");
  const [counted] = await db().$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM (SELECT 1 FROM orders o WHERE ${TO_SEND} LIMIT ${MAX_COUNTED}) counted`;
  return counted?.count ?? 0;
}

// A comparison of rows, and not `OR`: only this walks the index from the place on.
function place({ at, id }: ListCursor, direction: "older" | "newer"): Prisma.Sql {
  return direction === "older"
    ? Prisma.sql`(o.placed_at, o.id) < (${at}, ${id}::uuid)`
    : Prisma.sql`(o.placed_at, o.id) > (${at}, ${id}::uuid)`;
}

function inTime<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  return transaction(async (tx) => {
    await tx.$executeRaw`
      SELECT set_config('statement_timeout', ${String(TIMEOUT_MS)}, true), set_config('jit', 'off', true)`;
    return work(tx);
  });
}

function ofStripe({ id, object }: Extract<OrderSearch, { kind: "stripe" }>): Prisma.Sql {
  switch (object) {
    case "session":
      return Prisma.sql`o.stripe_session_id = ${id}`;
    case "payment":
      return Prisma.sql`o.stripe_payment_intent_id = ${id}`;
    case "charge":
      return Prisma.sql`o.stripe_charge_id = ${id}`;
    case "refund":
      return Prisma.sql`o.id = (SELECT order_id FROM refunds WHERE stripe_refund_id = ${id})`;
    case "dispute":
      return Prisma.sql`o.id = (SELECT order_id FROM disputes WHERE stripe_dispute_id = ${id})`;
    case "event":
      return Prisma.sql`o.id = (SELECT order_id FROM stripe_events WHERE id = ${id})`;
  }
}

// The column has all texts, each behind a space, so that ` x` is the start of a word, without accents.
const isLike = (pattern: string) => Prisma.sql`o.search_words LIKE search_fold(${pattern})`;

/** Conditions that the trigram index answers: of one or two letters it knows only the start of a word. */
function partly(search: Extract<OrderSearch, { kind: "words" | "email_part" }>): Prisma.Sql[] {
  if (search.kind === "email_part") return [isLike(`%${escapeLike(search.part)}%`)];
  return search.words.map((word) => isLike(`${word.length < 3 ? "% " : "%"}${escapeLike(word)}%`));
}

const escapeLike = (text: string) => text.replace(/[\\%_]/g, "\\$&");
