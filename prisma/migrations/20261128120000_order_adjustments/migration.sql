-- What an order costs besides its goods is a row for each reason: how it is sent today, discounts and tax later.
CREATE TYPE "AdjustmentKind" AS ENUM ('shipping', 'discount', 'tax');

CREATE TABLE "order_adjustments" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "order_id" UUID NOT NULL,
    "order_line_id" UUID,
    "kind" "AdjustmentKind" NOT NULL,
    "code" TEXT,
    "label" TEXT,
    "amount_minor" BIGINT NOT NULL,

    CONSTRAINT "order_adjustments_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "order_adjustments_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "order_adjustments_order_line_id_fkey" FOREIGN KEY ("order_line_id") REFERENCES "order_lines"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "order_adjustments_sign" CHECK (CASE WHEN "kind" = 'discount' THEN "amount_minor" <= 0 ELSE "amount_minor" >= 0 END),
    CONSTRAINT "order_adjustments_shipping" CHECK ("kind" <> 'shipping' OR "order_line_id" IS NULL)
);
CREATE INDEX "order_adjustments_order_id_idx" ON "order_adjustments"("order_id");
CREATE INDEX "order_adjustments_order_line_id_idx" ON "order_adjustments"("order_line_id");
-- An order is sent in one way.
CREATE UNIQUE INDEX "order_adjustments_one_shipping" ON "order_adjustments" ("order_id") WHERE "kind" = 'shipping';

-- Until the shopper has paid, `shipping_option` is only what the payment page showed first, so it makes no row. The id
-- of a rate was not kept; it is made from the name as domain/checkout/shipping.ts makes it.
INSERT INTO "order_adjustments" ("order_id", "kind", "code", "label", "amount_minor")
SELECT "id", 'shipping', trim(BOTH '-' FROM regexp_replace(lower("shipping_option"), '[^[:alnum:]]+', '-', 'g')),
       "shipping_option", "shipping_minor"
  FROM "orders"
 WHERE "shipping_minor" > 0
    OR ("shipping_option" IS NOT NULL AND "payment_state" NOT IN ('awaiting_payment', 'expired', 'canceled'));

-- What Stripe was sent as lines: so far exactly the goods.
ALTER TABLE "orders" ADD COLUMN "sent_minor" BIGINT;
UPDATE "orders" SET "sent_minor" = "subtotal_minor";
ALTER TABLE "orders" ALTER COLUMN "sent_minor" SET NOT NULL;
ALTER TABLE "orders" DROP CONSTRAINT "orders_amounts";
ALTER TABLE "orders"
  ADD CONSTRAINT "orders_amounts" CHECK (
    "subtotal_minor" >= 0 AND "sent_minor" >= 0 AND "total_minor" >= 0 AND "captured_minor" >= 0),
  DROP COLUMN "shipping_minor",
  DROP COLUMN "shipping_option";

-- The total is the goods and the adjustments, when a transaction ends. It is stored because lists show it.
CREATE FUNCTION "refuse_total_of_other_parts"(checked UUID) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  stated BIGINT;
  parts NUMERIC;
BEGIN
  SELECT o.total_minor, o.subtotal_minor + coalesce((SELECT sum(a.amount_minor) FROM order_adjustments a WHERE a.order_id = o.id), 0)
    INTO stated, parts FROM orders o WHERE o.id = checked;
  IF stated <> parts THEN
    RAISE EXCEPTION 'the total of order % is %, its parts come to %', checked, stated, parts
      USING ERRCODE = 'check_violation', CONSTRAINT = 'orders_total_of_parts', TABLE = 'orders';
  END IF;
END $$;

DO $$
BEGIN
  PERFORM "refuse_total_of_other_parts"("id") FROM "orders";
END $$;

CREATE FUNCTION "check_total_of_order"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM refuse_total_of_other_parts(NEW.id);
  RETURN NULL;
END $$;
CREATE FUNCTION "check_total_of_adjustment"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN PERFORM refuse_total_of_other_parts(OLD.order_id); END IF;
  IF TG_OP <> 'DELETE' THEN PERFORM refuse_total_of_other_parts(NEW.order_id); END IF;
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER "orders_total_when_placed" AFTER INSERT ON "orders"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "check_total_of_order"();
CREATE CONSTRAINT TRIGGER "orders_total_when_changed" AFTER UPDATE ON "orders"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (OLD."subtotal_minor" <> NEW."subtotal_minor" OR OLD."total_minor" <> NEW."total_minor")
  EXECUTE FUNCTION "check_total_of_order"();
CREATE CONSTRAINT TRIGGER "order_adjustments_total" AFTER INSERT OR UPDATE OR DELETE ON "order_adjustments"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "check_total_of_adjustment"();
