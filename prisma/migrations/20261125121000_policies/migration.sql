-- Which rule of the shop asked for a refund; null when a person or Stripe's dashboard did.
CREATE TYPE "RefundPolicy" AS ENUM ('second_payment', 'late_payment', 'no_stock');

-- A refund knows which payment it gives back. One of a second payment counts for nothing in the order's own sums.
ALTER TABLE "refunds"
  ADD COLUMN "stripe_payment_intent_id" TEXT,
  ADD COLUMN "of_second_payment" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "policy" "RefundPolicy";
UPDATE "refunds" r SET "stripe_payment_intent_id" = o."stripe_payment_intent_id"
  FROM "orders" o WHERE o."id" = r."order_id";
ALTER TABLE "refunds"
  ADD CONSTRAINT "refunds_second_payment" CHECK (
    (NOT "of_second_payment" OR "stripe_payment_intent_id" IS NOT NULL)
    AND ("policy" IS DISTINCT FROM 'second_payment' OR "of_second_payment"));

-- Units that came back are neither sold nor held.
ALTER TYPE "HoldState" ADD VALUE 'returned';

-- Since when a person must look; and orders that cost nothing, which Stripe never hears of.
ALTER TABLE "orders"
  ADD COLUMN "conflict_at" TIMESTAMPTZ(3),
  ADD COLUMN "is_free" BOOLEAN NOT NULL DEFAULT false;
UPDATE "orders" SET "conflict_at" = coalesce("settled_at", "placed_at") WHERE "conflict" IS NOT NULL;
ALTER TABLE "orders"
  ADD CONSTRAINT "orders_free" CHECK (NOT "is_free" OR (
    "total_minor" = 0 AND "captured_minor" = 0 AND "stripe_session_id" IS NULL));
-- The same form sent twice is one free order.
CREATE UNIQUE INDEX "orders_one_free_per_cart" ON "orders" ("cart_key") WHERE "is_free";

-- The second wall behind domain/refund.ts: nobody can ask for more than was taken, or in another currency. What
-- Stripe says is recorded as it is, so only wishes are looked at.
CREATE FUNCTION "refuse_refund_beyond_payment"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  taken BIGINT;
  code CHAR(3);
  given NUMERIC;
BEGIN
  SELECT captured_minor, currency INTO taken, code FROM orders WHERE id = NEW.order_id FOR UPDATE;
  SELECT coalesce(sum(amount_minor), 0) INTO given FROM refunds
   WHERE order_id = NEW.order_id AND NOT of_second_payment AND state IN ('requested', 'pending', 'succeeded');
  IF NEW.currency <> code OR given > taken THEN
    RAISE EXCEPTION 'refunds of % % would be more than the % % that were taken', given, NEW.currency, taken, code
      USING ERRCODE = 'check_violation', CONSTRAINT = 'refunds_within_payment', TABLE = 'refunds';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "refunds_within_payment" AFTER INSERT ON "refunds" FOR EACH ROW
  WHEN (NEW."state" = 'requested' AND NOT NEW."of_second_payment")
  EXECUTE FUNCTION "refuse_refund_beyond_payment"();
