// What each of the two database roles may do, table by table. docs/operating.md says why.

/** `update`: true for every column, or the columns that may change. */
export type Rights = { select?: true; insert?: true; update?: true | string[]; delete?: true };
export type Part = "shop" | "admin";

const READ: Rights = { select: true };
const ADD: Rights = { select: true, insert: true };
const ALL: Rights = { select: true, insert: true, update: true, delete: true };

// What reconciling writes to an order, for whichever part reconciles it; and the shop's own note of the session.
const RECONCILED = [
  "payment_state",
  "reconciled_at",
  "reconcile_version",
  "stripe_session_id",
  "client_secret",
  "return_asked_at",
  "checkout_asked_at",
  "stripe_payment_intent_id",
  "stripe_charge_id",
  "payment_method",
  "account_last4",
  "card_brand",
  "card_last4",
  "captured_minor",
  "refunded_minor",
  "total_minor",
  "email",
  "customer_name",
  "shipping_address",
  "original_address",
  "paid_at",
  "conflict",
  "conflict_at",
  "dispute_hold",
  // What was withdrawn is not sent.
  "fulfillment_state",
  // Asking for another payment page.
  "attempt",
  // Forgotten within a day.
  "opened_by",
  "visitor",
];
const HOLD: Rights = {
  select: true,
  insert: true,
  update: ["state", "changed_at", "counted_as", "is_counted", "put_back"],
};
const REDEMPTION: Rights = {
  select: true,
  insert: true,
  update: ["state", "is_counted", "changed_at", "mail_hash"],
};
const ADJUSTMENT: Rights = { select: true, insert: true, update: ["code", "label", "amount_minor"] };
const DISPUTE: Rights = { select: true, insert: true, update: ["state", "evidence_due_at"] };
const EVENT = [
  "state",
  "reason_code",
  "reason_detail",
  "order_id",
  "attempts",
  "decided_at",
  "claimed_until",
];
const MAIL: Rights = { select: true, insert: true, update: ["state", "attempts", "error", "sent_at"] };
// Texts are deleted by the admin's part.
const MAIL_AND_TEXT: Rights = {
  ...MAIL,
  update: ["state", "attempts", "error", "sent_at", "recipient", "subject", "html", "text", "erased_at"],
};
const CHANGE: Rights = { select: true, insert: true, update: true };

/** Every table of the schema; one without a line here belongs to the owner alone, and a test says so. */
export const GRANTS: Record<string, Partial<Record<Part, Rights>>> = {
  _prisma_migrations: { shop: READ, admin: READ },
  shop_identity: { shop: READ, admin: READ },
  settings: { shop: READ, admin: { ...ADD, update: ["version", "value", "changed_at", "changed_by"] } },
  setting_versions: { admin: ADD },
  tax_rates: {
    shop: READ,
    admin: { ...ADD, update: ["until", "rate_bp", "changed_at", "changed_by"], delete: true },
  },
  order_tax_lines: { shop: ADD, admin: READ },
  // Erased with the person.
  order_buyers: { shop: ADD, admin: { select: true, update: ["company", "vat_id"] } },
  vat_id_checks: { shop: ADD, admin: { ...ADD, delete: true } },
  products: { shop: READ, admin: ALL },
  product_versions: { admin: ALL },
  // The shop leads visitors of an old address to the new one.
  product_addresses: { shop: READ, admin: ALL },
  // The shop sells and reserves; it sets no price.
  variants: { shop: { select: true, update: ["on_hand", "reserved"] }, admin: ALL },
  // Triggers on products and variants write them.
  price_changes: { admin: READ },
  // The worker gives a picture its prepared set.
  product_images: {
    shop: { select: true, update: ["base", "widths", "width", "height", "failed_at"] },
    admin: ALL,
  },
  collections: { shop: READ, admin: ALL },
  collection_products: { shop: READ, admin: ALL },
  collection_addresses: { shop: READ, admin: ALL },
  deleted_collections: { admin: ALL },
  contents: { shop: READ, admin: ALL },
  content_versions: { shop: READ, admin: ADD },
  // What an order was placed under stays as it was.
  policy_texts: { shop: ADD, admin: READ },
  order_consents: { shop: ADD, admin: READ },
  content_addresses: { shop: READ, admin: ALL },
  // The admin's worker imports.
  catalog_imports: { admin: ALL },
  catalog_import_chunks: { admin: ALL },
  catalog_import_rows: { admin: ALL },
  // Never changed: either part's worker issues them, and a number goes on by one.
  documents: { shop: ADD, admin: ADD },
  number_series: {
    shop: { ...ADD, update: ["next_number"] },
    admin: { ...ADD, update: ["first_number", "next_number"] },
  },
  orders: { shop: { ...ADD, update: RECONCILED }, admin: { select: true, update: true } },
  order_lines: { shop: ADD, admin: READ },
  // How an order is sent is known when it is paid, and reconciling writes it, for whichever part reconciles it.
  order_adjustments: { shop: ADJUSTMENT, admin: ADJUSTMENT },
  // A trigger on the orders writes them; the admin adds note and tags, and erases.
  customers: { admin: { select: true, update: ["note", "tags"], delete: true } },
  // The admin's worker deletes what its time is over of.
  retention_rules: {
    admin: {
      select: true,
      update: ["days", "changed_at", "changed_by", "done", "started_at", "finished_at"],
    },
  },
  checkout_minutes: { shop: ALL },
  spent_proofs: { shop: { ...ADD, delete: true } },
  stock_holds: { shop: HOLD, admin: HOLD },
  // The shop counts what is reserved and used; it sets no rule.
  discounts: { shop: { select: true, update: ["used", "reserved"] }, admin: { ...ADD, update: true } },
  discount_targets: { shop: READ, admin: { ...ADD, delete: true } },
  discount_redemptions: { shop: REDEMPTION, admin: REDEMPTION },
  discount_tries: { shop: ALL },
  // A trigger on the variants writes them.
  stock_movements: { shop: READ, admin: READ },
  // The daily mail is the admin's worker's.
  stock_notices: { admin: ALL },
  stock_mail_days: { admin: { ...ADD, delete: true } },
  // The shop's worker sends the mail about a parcel, and says that it has left.
  fulfillments: {
    shop: { select: true, update: ["told_at"] },
    admin: {
      ...ADD,
      update: ["state", "carrier", "tracking_numbers", "told_at", "moved_at", "moved_by"],
    },
  },
  carriers: { shop: READ, admin: { ...ADD, update: true } },
  fulfillment_lines: { shop: READ, admin: ADD },
  // The shopper asks in the shop. What becomes of it is the admin's, and reconciling opens it again where a refund failed.
  returns: {
    shop: { ...ADD, update: ["state", "ended_at", "ended_by"] },
    admin: {
      select: true,
      update: ["state", "received_at", "received_by", "ended_at", "ended_by", "refusal", "note"],
    },
  },
  return_lines: { shop: ADD, admin: { select: true, update: ["restocked", "condition"] } },
  order_effects: { shop: ADD, admin: ADD },
  // Its texts are erased with the person.
  order_events: { shop: ADD, admin: { ...ADD, update: ["data"] } },
  // Rows that Stripe knows only; see POLICIES.
  refunds: {
    shop: { ...ADD, update: ["stripe_refund_id", "state", "failure_code", "updated_at"] },
    admin: { ...ADD, update: true },
  },
  // Reconciling takes back what was put into stock with a refund that failed.
  refund_lines: { shop: { select: true, update: ["restocked"] }, admin: { ...ADD, update: ["restocked"] } },
  disputes: { shop: DISPUTE, admin: DISPUTE },
  stripe_events: {
    shop: { ...ADD, update: EVENT },
    admin: { select: true, update: [...EVENT, "payload", "erased_at"] },
  },
  webhook_refusals: { shop: { ...ADD, update: ["count", "last_at"] }, admin: READ },
  // An admin takes back what has not left yet.
  mails: { shop: MAIL, admin: { ...MAIL_AND_TEXT, delete: true } },
  disabled_calls: { shop: CHANGE, admin: CHANGE },
  // Either part's worker may sweep and compare.
  reconcile_runs: { shop: CHANGE, admin: CHANGE },
  reconcile_differences: { shop: CHANGE, admin: CHANGE },
  reconcile_cursors: { shop: CHANGE, admin: CHANGE },
  // Sums of the records, and no records: either part's worker makes them, and the check compares them. Triggers write changes.
  report_days: { shop: ALL, admin: ALL },
  report_changes: { shop: { select: true, delete: true }, admin: { select: true, delete: true } },
  report_state: { shop: CHANGE, admin: CHANGE },
  admin_users: { admin: { ...ADD, update: true } },
  saved_views: { admin: ALL },
  admin_sessions: { admin: ALL },
  admin_accounts: { admin: { ...ADD, update: true } },
  admin_verifications: { admin: ALL },
  admin_two_factors: { admin: ALL },
  admin_rate_limits: { admin: ALL },
  // The trigger of the first writes the second.
  audit_entries: { shop: ADD, admin: ADD },
  audit_heads: { shop: READ, admin: READ },
};

/**
 * A refund that was requested and that Stripe was not asked for yet is made by any process with the back-office key. So the
 * shop may record what Stripe says of refunds, and may ask for one only by a rule of its own: for money that came
 * twice or too late. Such money can only return to its payer.
 */
const KNOWN_TO_STRIPE = "stripe_refund_id IS NOT NULL AND state <> 'requested'";
const AUTOMATIC = "automatic_reason IN ('duplicate_payment', 'late_payment')";

export type Names = Record<Part, string> & { database: string };

/** The statements that bring both roles to exactly this, whatever they had before. Run by the tables' owner. */
export function grantStatements(
  { shop, admin, database }: Names,
  tables: string[],
  queueTables: string[],
): string[] {
  const roles = { shop, admin };
  const both = `${quote(shop)}, ${quote(admin)}`;
  return [
    `REVOKE ALL ON DATABASE ${quote(database)} FROM PUBLIC, ${both}`,
    `GRANT CONNECT ON DATABASE ${quote(database)} TO ${both}`,
    "REVOKE ALL ON SCHEMA public FROM PUBLIC",
    ...["public", "pgboss"].flatMap((schema) => [
      `REVOKE ALL ON SCHEMA ${schema} FROM ${both}`,
      `REVOKE ALL ON ALL TABLES IN SCHEMA ${schema} FROM PUBLIC, ${both}`,
      `REVOKE ALL ON ALL SEQUENCES IN SCHEMA ${schema} FROM PUBLIC, ${both}`,
      `GRANT USAGE ON SCHEMA ${schema} TO ${both}`,
    ]),
    ...tables.flatMap((table) =>
      (["shop", "admin"] as const).flatMap((part) =>
        tableStatements(table, roles[part], GRANTS[table]?.[part]),
      ),
    ),
    // For the numbers of orders and order events.
    `GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO ${both}`,
    // Jobs belong to both: pg-boss takes them, finishes them and forgets the old ones.
    ...queueTables.map(
      (table) => `GRANT SELECT, INSERT, UPDATE, DELETE ON pgboss.${quote(table)} TO ${both}`,
    ),
    `GRANT USAGE ON ALL SEQUENCES IN SCHEMA pgboss TO ${both}`,
    ...policyStatements(roles),
  ];
}

function tableStatements(table: string, role: string, rights: Rights = {}): string[] {
  const columns = Array.isArray(rights.update) ? ` (${rights.update.map(quote).join(", ")})` : "";
  const words = [
    ...(rights.select ? ["SELECT"] : []),
    ...(rights.insert ? ["INSERT"] : []),
    ...(rights.update ? [`UPDATE${columns}`] : []),
    ...(rights.delete ? ["DELETE"] : []),
  ];
  return words.length > 0 ? [`GRANT ${words.join(", ")} ON ${quote(table)} TO ${quote(role)}`] : [];
}

function policyStatements({ shop, admin }: Record<Part, string>): string[] {
  const policy = (role: string, what: string, rule: string) => {
    const name = quote(`${role}_${what.toLowerCase()}`);
    return [
      `DROP POLICY IF EXISTS ${name} ON refunds`,
      `CREATE POLICY ${name} ON refunds FOR ${what} TO ${quote(role)} ${rule}`,
    ];
  };
  return [
    // The tables' owner passes by; nobody else sees a row without a policy.
    "ALTER TABLE refunds ENABLE ROW LEVEL SECURITY",
    ...policy(admin, "ALL", "USING (true) WITH CHECK (true)"),
    ...policy(shop, "SELECT", "USING (true)"),
    ...policy(shop, "INSERT", `WITH CHECK ((${KNOWN_TO_STRIPE} OR ${AUTOMATIC}) AND requested_by IS NULL)`),
    ...policy(shop, "UPDATE", `USING (true) WITH CHECK (${KNOWN_TO_STRIPE})`),
  ];
}

/** A name as PostgreSQL takes it, whatever is in it. */
export const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;
