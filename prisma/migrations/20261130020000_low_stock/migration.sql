-- The last entries that people made, and the variant of a code that is scanned or typed.
CREATE INDEX "stock_movements_by_people" ON "stock_movements" ("id") WHERE "made_by" IS NOT NULL;
CREATE INDEX "variants_lower_sku" ON "variants" (lower("sku"));
CREATE INDEX "variants_barcode" ON "variants" (ltrim("barcode", '0'));

-- What the merchant's people were told of: a variant that is low or sold out is told once, until it is neither.
CREATE TABLE "stock_notices" (
  "variant_id" UUID NOT NULL,
  "state" TEXT NOT NULL,
  "told_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "stock_notices_pkey" PRIMARY KEY ("variant_id"),
  CONSTRAINT "stock_notices_variant_id_fkey" FOREIGN KEY ("variant_id") REFERENCES "variants" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "stock_notices_state" CHECK ("state" IN ('low', 'sold_out'))
);
CREATE TABLE "stock_mail_days" (
  "day" DATE NOT NULL,
  CONSTRAINT "stock_mail_days_pkey" PRIMARY KEY ("day")
);
ALTER TABLE "admin_users" ADD COLUMN "stock_mails" BOOLEAN NOT NULL DEFAULT false;

-- What is so today is no news.
INSERT INTO "stock_notices" ("variant_id", "state")
SELECT "id", CASE WHEN "on_hand" <= "reserved" THEN 'sold_out' ELSE 'low' END
  FROM "variants" WHERE "is_counted" AND "on_hand" - "reserved" <= 3;
