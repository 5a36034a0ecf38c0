import type { SellerField } from "../settings/seller.ts";

/** What a shop needs before strangers buy in it, in the order in which it is done. */
export const GOING_LIVE = [
  "shop",
  "seller",
  "shipping",
  "pages",
  "domain",
  "mail",
  "admins",
  "keys",
  "webhook",
  "testOrder",
  "backup",
] as const;
export type GoingLiveName = (typeof GOING_LIVE)[number];

/** Why a row is open, or done: a code for the sentence. */
export type GoingLiveReason =
  | "shop_done"
  | "shop_name"
  | "shop_contact"
  | "seller_done"
  | "seller_missing"
  | "shipping_done"
  | "shipping_default"
  | "pages_done"
  | "pages_open"
  | "domain_done"
  | "domain_local"
  | "domain_http"
  | "mail_done"
  | "mail_noServer"
  | "mail_failed"
  | "mail_notTried"
  | "admins_done"
  | "admins_one"
  | "admins_factor"
  | "keys_done"
  | "keys_sandbox"
  | "keys_test"
  | "keys_disabled"
  | "webhook_done"
  | "webhook_off"
  | "webhook_none"
  | "webhook_otherMode"
  | "webhook_silent"
  | "webhook_dead"
  | "testOrder_done"
  | "testOrder_none"
  | "backup_done"
  | "backup_none"
  | "backup_old";

export type GoingLiveRow = {
  name: GoingLiveName;
  isDone: boolean;
  reason: GoingLiveReason;
  /** How many, where the reason counts something. */
  count: number;
  /** Settings of the seller that are missing, where that is the reason. */
  missing: SellerField[];
  /** When it was seen, where it was. */
  seenAt: Date | null;
  /** Where it is put right; null: outside the admin. */
  href: string | null;
};

/** A backup that is older is none. */
export const BACKUP_DAYS = 7;
