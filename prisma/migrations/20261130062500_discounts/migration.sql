-- Discounts of the shop's own. A code is stock: what is reserved and used never exceeds its limit.
CREATE TYPE "DiscountKind" AS ENUM ('percent', 'amount', 'fixed_price', 'free_shipping');
CREATE TYPE "DiscountMethod" AS ENUM ('code', 'automatic', 'codes');
CREATE TYPE "RedemptionState" AS ENUM ('held', 'used', 'released');

CREATE TABLE "discounts" (
  "id" UUID NOT NULL DEFAULT uuidv7(),
  "method" "DiscountMethod" NOT NULL,
  "code" TEXT,
  "batch_of" UUID,
  "name" TEXT NOT NULL,
  "kind" "DiscountKind" NOT NULL,
  "value" BIGINT NOT NULL DEFAULT 0,
  "currency" CHAR(3) NOT NULL,
  "min_sum_minor" BIGINT,
  "min_quantity" INTEGER,
  "countries" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
  "is_first_order" BOOLEAN NOT NULL DEFAULT false,
  "of_all_goods" BOOLEAN NOT NULL DEFAULT true,
  "starts_at" TIMESTAMPTZ(3),
  "ends_at" TIMESTAMPTZ(3),
  "usage_limit" INTEGER,
  "per_mail_limit" INTEGER,
  "combines" BOOLEAN NOT NULL DEFAULT false,
  "priority" INTEGER NOT NULL DEFAULT 0,
  "used" INTEGER NOT NULL DEFAULT 0,
  "reserved" INTEGER NOT NULL DEFAULT 0,
  "version" INTEGER NOT NULL DEFAULT 1,
  "changed_by" TEXT NOT NULL DEFAULT '',
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "archived_at" TIMESTAMPTZ(3),
  CONSTRAINT "discounts_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "discounts_batch_of_fkey" FOREIGN KEY ("batch_of") REFERENCES "discounts"("id") ON DELETE CASCADE ON UPDATE CASCADE,
  -- Capitals alone: no two codes differ in their letters' case only.
  CONSTRAINT "discounts_code" CHECK (("code" IS NOT NULL) = ("method" = 'code') AND "code" ~ '^[A-Z0-9][A-Z0-9_-]{2,39}$'),
  CONSTRAINT "discounts_batch" CHECK ("batch_of" IS NULL OR ("method" = 'code' AND "usage_limit" = 1)),
  CONSTRAINT "discounts_value" CHECK (CASE "kind" WHEN 'percent' THEN "value" BETWEEN 1 AND 10000
    WHEN 'amount' THEN "value" > 0 WHEN 'fixed_price' THEN "value" >= 0 ELSE "value" = 0 END),
  CONSTRAINT "discounts_limits" CHECK ("min_sum_minor" > 0 AND "min_quantity" > 0 AND "usage_limit" > 0 AND "per_mail_limit" > 0),
  CONSTRAINT "discounts_time" CHECK ("ends_at" > "starts_at"),
  CONSTRAINT "discounts_uses" CHECK ("used" >= 0 AND "reserved" >= 0 AND "used" + "reserved" <= "usage_limit")
);
CREATE UNIQUE INDEX "discounts_code_key" ON "discounts"("code");
CREATE INDEX "discounts_batch_of_id_idx" ON "discounts"("batch_of", "id");
-- Every quote reads these.
CREATE INDEX "discounts_automatic" ON "discounts"("id") WHERE "method" = 'automatic' AND "archived_at" IS NULL;

CREATE TABLE "discount_targets" (
  "id" UUID NOT NULL DEFAULT uuidv7(),
  "discount_id" UUID NOT NULL,
  "product_id" UUID,
  "collection_id" UUID,
  CONSTRAINT "discount_targets_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "discount_targets_discount_id_fkey" FOREIGN KEY ("discount_id") REFERENCES "discounts"("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "discount_targets_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "products"("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "discount_targets_one" CHECK (num_nonnulls("product_id", "collection_id") = 1)
);
CREATE INDEX "discount_targets_discount_id_idx" ON "discount_targets"("discount_id");
CREATE INDEX "discount_targets_product_id_idx" ON "discount_targets"("product_id");

CREATE TABLE "discount_redemptions" (
  "discount_id" UUID NOT NULL,
  "order_id" UUID NOT NULL,
  "mail_hash" TEXT,
  "state" "RedemptionState" NOT NULL DEFAULT 'held',
  "is_counted" BOOLEAN NOT NULL DEFAULT true,
  "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "discount_redemptions_pkey" PRIMARY KEY ("discount_id", "order_id"),
  -- What an order used is never deleted: it is archived.
  CONSTRAINT "discount_redemptions_discount_id_fkey" FOREIGN KEY ("discount_id") REFERENCES "discounts"("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT "discount_redemptions_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "discount_redemptions_order_id_idx" ON "discount_redemptions"("order_id");
CREATE INDEX "discount_redemptions_mail_hash_idx" ON "discount_redemptions"("mail_hash");

CREATE TABLE "discount_tries" (
  "key" TEXT NOT NULL,
  "started_at" TIMESTAMPTZ(3) NOT NULL,
  "count" INTEGER NOT NULL DEFAULT 1,
  CONSTRAINT "discount_tries_pkey" PRIMARY KEY ("key")
);
CREATE INDEX "discount_tries_started_at_idx" ON "discount_tries"("started_at");

ALTER TABLE "order_events" DROP CONSTRAINT "order_events_kind";
ALTER TABLE "order_events" ADD CONSTRAINT "order_events_kind" CHECK ("kind" IN (
  'checkout_started', 'rebuilt', 'payment_attempt_failed', 'payment_moved', 'revived', 'flagged', 'review_dismissed',
  'refund_requested', 'automatic_refund_requested', 'refund_refused', 'refund_changed', 'dispute_changed',
  'stock_allocated', 'stock_released', 'restocked', 'restock_undone', 'parcel_sent', 'sending_undone',
  'parcel_delivered', 'parcel_returned', 'tracking_corrected', 'return_requested', 'return_received',
  'return_reception_undone', 'return_refused', 'return_canceled', 'return_closed', 'address_corrected',
  'address_restored', 'webhook_event_retried', 'webhook_event_ignored', 'note', 'note_removed', 'discount_used',
  'discount_released')) NOT VALID;
ALTER TABLE "order_events" VALIDATE CONSTRAINT "order_events_kind";
