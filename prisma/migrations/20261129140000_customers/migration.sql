-- One row per mail address that ordered: to list customers by their last order, to find them, and for what the shop notes
-- of them. What they bought is read from their orders.
CREATE TABLE "customers" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "email" TEXT NOT NULL,
    "name" TEXT,
    "note" TEXT NOT NULL DEFAULT '',
    "last_order_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "customers_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "customers_email_lower" CHECK ("email" = lower("email")),
    CONSTRAINT "customers_note_length" CHECK (length("note") <= 5000)
);
INSERT INTO "customers" ("email", "name", "last_order_at")
SELECT DISTINCT ON (lower("email")) lower("email"), "customer_name", "placed_at" FROM "orders"
 WHERE "email" IS NOT NULL ORDER BY lower("email"), "placed_at" DESC;
CREATE UNIQUE INDEX "customers_email_key" ON "customers"("email");
CREATE INDEX "customers_last_order_at_id_idx" ON "customers"("last_order_at" DESC, "id" DESC);
ALTER TABLE "customers" ADD COLUMN "search_words" TEXT GENERATED ALWAYS AS (
  "search_fold"(' ' || coalesce("name", '') || ' ' || "email")) STORED;
CREATE INDEX "customers_search_words_trgm" ON "customers" USING GIN ("search_words" gin_trgm_ops);

-- Whatever writes an order's address: reconciling, a free order, and a version before this one.
-- SECURITY DEFINER: the shop's role reads no customers.
CREATE FUNCTION "record_customer"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  INSERT INTO customers AS c (email, name, last_order_at) VALUES (lower(NEW.email), NEW.customer_name, NEW.placed_at)
  ON CONFLICT (email) DO UPDATE SET
    -- The name of the newest order that has one.
    name = CASE WHEN EXCLUDED.name IS NOT NULL AND (c.name IS NULL OR EXCLUDED.last_order_at >= c.last_order_at)
                THEN EXCLUDED.name ELSE c.name END,
    last_order_at = greatest(c.last_order_at, EXCLUDED.last_order_at);
  RETURN NULL;
END $$;
CREATE TRIGGER "orders_record_customer" AFTER INSERT ON "orders"
  FOR EACH ROW WHEN (NEW."email" IS NOT NULL) EXECUTE FUNCTION "record_customer"();
CREATE TRIGGER "orders_record_customer_of" AFTER UPDATE OF "email", "customer_name" ON "orders"
  FOR EACH ROW WHEN (NEW."email" IS NOT NULL
    AND (NEW."email" IS DISTINCT FROM OLD."email" OR NEW."customer_name" IS DISTINCT FROM OLD."customer_name"))
  EXECUTE FUNCTION "record_customer"();
