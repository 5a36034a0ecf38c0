/** What the audit records. `admin.audit.action.*` of the messages says each to people. */
export const AUDIT_ACTIONS = [
  "signed_in",
  "sign_in_refused",
  "signed_out",
  "permission_refused",
  "refund_requested",
  "order_flagged",
  "order_reviewed",
  "order_review_reopened",
  "order_confirmed",
  "order_restocked",
  "order_restock_undone",
  "order_stock_allocated",
  "order_canceled",
  "order_checked",
  "order_noted",
  "order_note_removed",
  "order_mail_written",
  "order_mail_undone",
  "order_mail_repeated",
  "order_link_shown",
  "order_sent",
  "order_sending_undone",
  "order_parcel_delivered",
  "order_parcel_returned",
  "order_tracking_corrected",
  "order_address_corrected",
  "order_address_restored",
  "order_return_received",
  "order_return_reception_undone",
  "order_return_refused",
  "order_return_canceled",
  "order_return_closed",
  "page_made",
  "page_saved",
  "page_published",
  "page_unpublished",
  "page_moved",
  "page_deleted",
  "page_restored",
  "pages_sorted",
  "stock_changed",
  "stock_entry_undone",
  "stock_limit_changed",
  "part_saved",
  "part_published",
  "collection_made",
  "collection_changed",
  "collection_filled",
  "collection_moved",
  "collection_deleted",
  "collection_restored",
  "collections_sorted",
  "carrier_added",
  "carrier_changed",
  "carrier_archived",
  "carrier_restored",
  "orders_exported",
  "report_exported",
  "event_retried",
  "event_ignored",
  "records_checked",
  "difference_repaired",
  "keys_checked",
  "catalog_import_checked",
  "catalog_imported",
  "catalog_import_undone",
  "catalog_import_discarded",
  "settings_changed",
  "settings_restored",
  "product_saved",
  "product_deleted",
  "catalog_exported",
  "mail_tested",
  "backup_made",
  "customer_noted",
  "customer_tagged",
  "customer_erased",
  "retention_changed",
  "customer_exported",
  "customers_exported",
  "person_added",
  "person_changed",
  "person_disabled",
  "person_enabled",
  "order_mails_chosen",
  "stock_mails_chosen",
  "password_changed",
  "password_link_made",
  "sessions_ended",
  "identity_confirmed",
  "confirmation_refused",
  "second_factor_enabled",
  "second_factor_disabled",
  "recovery_code_used",
  "recovery_codes_made",
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

/** What an entry says of its object before and after: no secret, no personal data of shoppers. */
export type AuditFacts = Record<string, string | number | boolean | null>;

/** Who acted, where nobody was signed in. */
export const UNNAMED_ACTORS = ["command", "visitor"] as const;
export type UnnamedActor = (typeof UNNAMED_ACTORS)[number];

export type AuditRow = {
  seq: bigint;
  at: Date;
  /** An email address, or one of UNNAMED_ACTORS. */
  actor: string;
  address: string | null;
  action: string;
  object: string | null;
  before: unknown;
  after: unknown;
};
