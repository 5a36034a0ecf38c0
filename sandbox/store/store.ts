import {
  type BalanceTransaction,
  type Charge,
  type CheckoutSession,
  type Coupon,
  type Customer,
  codeOf,
  couponIdOf,
  type DeletedCustomer,
  type Dispute,
  type EarlyFraudWarning,
  type EventObject,
  type PaymentIntent,
  type PaymentMethod,
  type Payout,
  type Price,
  type Product,
  type PromotionCode,
  paymentOf,
  type Refund,
  type Review,
  type ShippingRate,
  type WebhookEndpoint,
} from "../objects/stripe-objects.ts";
import {
  type Change,
  compactJournal,
  type Journal,
  noJournal,
  openJournal,
  type Row,
  readJournal,
} from "./journal.ts";
import { lockDirectory } from "./lock.ts";
import type {
  ApiKey,
  CardOfMethod,
  CouponScope,
  Delivery,
  HiddenFields,
  IdempotentAnswer,
  LineDiscount,
  Setting,
  Task,
  WebhookSecret,
} from "./rows.ts";
import { Table } from "./table.ts";

type Recorder = (change: Change, undo: () => void) => void;

function createTables(record: Recorder) {
  const deliveries = new Table<Delivery>("deliveries", record, { event: (row) => row.event });
  const events = new Table<EventObject>("events", record, {
    type: (row) => row.type,
    payment: paymentOf,
    delivered: ({ id }) => String(deliveries.all("event", id).every(({ state }) => state === "delivered")),
  });
  deliveries.watch(({ event }) => events.reindex(event));
  return {
    products: new Table<Product>("products", record),
    prices: new Table<Price>("prices", record, { product: (row) => row.product }),
    shippingRates: new Table<ShippingRate>("shippingRates", record),
    customers: new Table<Customer>("customers", record),
    deletedCustomers: new Table<DeletedCustomer>("deletedCustomers", record),
    coupons: new Table<Coupon>("coupons", record),
    couponScopes: new Table<CouponScope>("couponScopes", record),
    promotionCodes: new Table<PromotionCode>("promotionCodes", record, {
      code: (row) => codeOf(row.code),
      coupon: couponIdOf,
    }),
    sessions: new Table<CheckoutSession>("sessions", record, {
      payment_intent: (row) => row.payment_intent,
      status: (row) => row.status,
    }),
    lineDiscounts: new Table<LineDiscount>("lineDiscounts", record),
    // Under this name in the journals of earlier versions.
    hiddenFields: new Table<HiddenFields>("sessionPrivates", record),
    paymentIntents: new Table<PaymentIntent>("paymentIntents", record, { customer: (row) => row.customer }),
    paymentMethods: new Table<PaymentMethod>("paymentMethods", record, { customer: (row) => row.customer }),
    cardsOfMethods: new Table<CardOfMethod>("cardsOfMethods", record),
    charges: new Table<Charge>("charges", record, {
      payment_intent: (row) => row.payment_intent,
      customer: (row) => row.customer,
    }),
    refunds: new Table<Refund>("refunds", record, {
      payment_intent: (row) => row.payment_intent,
      charge: (row) => row.charge,
    }),
    disputes: new Table<Dispute>("disputes", record, {
      payment_intent: (row) => row.payment_intent,
      charge: (row) => row.charge,
    }),
    reviews: new Table<Review>("reviews", record),
    fraudWarnings: new Table<EarlyFraudWarning>("fraudWarnings", record, { charge: (row) => row.charge }),
    payouts: new Table<Payout>("payouts", record),
    balanceTransactions: new Table<BalanceTransaction>(
      "balanceTransactions",
      record,
      {
        source: (row) => row.source,
        status: (row) => row.status,
        type: (row) => row.type,
      },
      ({ currency, status, net }) => [`${currency} ${status}`, net],
    ),
    events,
    webhookEndpoints: new Table<WebhookEndpoint>("webhookEndpoints", record, { url: (row) => row.url }),
    webhookSecrets: new Table<WebhookSecret>("webhookSecrets", record),
    deliveries,
    tasks: new Table<Task>("tasks", record),
    keys: new Table<ApiKey>("keys", record, { key: (row) => row.key }),
    idempotentAnswers: new Table<IdempotentAnswer>("idempotentAnswers", record),
    settings: new Table<Setting>("settings", record),
  };
}

export type Tables = ReturnType<typeof createTables>;

export interface Store extends Tables {
  /** Runs changes as one: all are in the journal before this returns, or none happened. Must not wait for anything. */
  transaction<T>(run: () => T): T;
  /** Runs a part of a transaction; what it changed is undone if it throws and `keep` does not hold it back. */
  attempt<T>(run: () => T, keep: (error: unknown) => boolean): T;
  close(): void;
  /** How many changes the journal held at the start. */
  changesRead: number;
}

export function openStore(dataDir: string | null): Store {
  let journal: Journal = noJournal;
  let pending: { change: Change; undo: () => void }[] = [];
  let depth = 0;

  const tables = createTables((change, undo) => {
    if (depth === 0) journal.append([change]);
    else pending.push({ change, undo });
  });

  const undoDownTo = (mark: number): void => {
    for (const { undo } of pending.splice(mark).reverse()) undo();
  };

  const attempt: Store["attempt"] = (run, keep) => {
    const mark = pending.length;
    try {
      return run();
    } catch (error) {
      if (!keep(error)) undoDownTo(mark);
      throw error;
    }
  };

  const transaction: Store["transaction"] = (run) => {
    depth += 1;
    try {
      const result = attempt(run, () => false);
      if (depth === 1 && pending.length > 0) journal.append(lastOfEach(pending.map(({ change }) => change)));
      return result;
    } finally {
      depth -= 1;
      if (depth === 0) pending = [];
    }
  };

  if (dataDir === null) return { ...tables, transaction, attempt, close() {}, changesRead: 0 };

  const unlock = lockDirectory(dataDir);
  const byName = new Map<string, Table<Row>>(
    Object.values(tables).map((table) => [table.name, table as unknown as Table<Row>]),
  );
  let changes = 0;
  readJournal(dataDir, (change) => {
    changes += 1;
    const table = byName.get(change.table);
    if ("put" in change) table?.load(change.put);
    else table?.unload(change.remove);
  });
  let living = 0;
  for (const table of byName.values()) living += table.size;
  // Rewriting costs as much as reading: worth it once most of the file is history.
  if (changes > 1000 && changes > living * 2) compactJournal(dataDir, everyRow(byName.values()));
  journal = openJournal(dataDir);
  const close = (): void => {
    journal.close();
    journal = noJournal;
    unlock();
  };
  return { ...tables, transaction, attempt, close, changesRead: changes };
}

/** What one transaction did to a row several times is written once, where it did so first. */
function lastOfEach(changes: Change[]): Change[] {
  const last = new Map<string, Change>();
  for (const change of changes)
    last.set(`${change.table} ${"put" in change ? change.put.id : change.remove}`, change);
  return [...last.values()];
}

function* everyRow(tables: Iterable<Table<Row>>): Generator<Change> {
  for (const table of tables) for (const row of table.oldestFirst()) yield { table: table.name, put: row };
}
