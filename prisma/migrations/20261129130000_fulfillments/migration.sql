-- What was sent: a fulfillment is a parcel, its lines are the units in it. The order's fulfillment state is computed from
-- them by the transaction that changes them (domain/fulfillment/sending-state.ts).
CREATE TYPE "ParcelState" AS ENUM ('sent', 'delivered', 'returned', 'undone');

CREATE TABLE "fulfillments" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "order_id" UUID NOT NULL,
    "request_id" TEXT NOT NULL,
    "state" "ParcelState" NOT NULL DEFAULT 'sent',
    "carrier" TEXT,
    "tracking_numbers" TEXT[] NOT NULL DEFAULT '{}',
    "has_mail" BOOLEAN NOT NULL DEFAULT false,
    "told_at" TIMESTAMPTZ(3),
    "sent_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_by" TEXT,
    "moved_at" TIMESTAMPTZ(3),
    "moved_by" TEXT,

    CONSTRAINT "fulfillments_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "fulfillments_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "fulfillments_moved" CHECK (("state" = 'sent') = ("moved_at" IS NULL)),
    -- A shopper who was told of a parcel is told of no other truth: it can come back, and not have been there.
    CONSTRAINT "fulfillments_undone_untold" CHECK ("state" <> 'undone' OR "told_at" IS NULL)
);
CREATE UNIQUE INDEX "fulfillments_request_id_key" ON "fulfillments"("request_id");
CREATE INDEX "fulfillments_order_id_idx" ON "fulfillments"("order_id");
-- The carrier that a person chose last.
CREATE INDEX "fulfillments_sent_by_sent_at_idx" ON "fulfillments"("sent_by", "sent_at" DESC);

CREATE TABLE "fulfillment_lines" (
    "fulfillment_id" UUID NOT NULL,
    "order_line_id" UUID NOT NULL,
    "quantity" INTEGER NOT NULL,

    CONSTRAINT "fulfillment_lines_pkey" PRIMARY KEY ("fulfillment_id", "order_line_id"),
    CONSTRAINT "fulfillment_lines_fulfillment_id_fkey" FOREIGN KEY ("fulfillment_id") REFERENCES "fulfillments"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "fulfillment_lines_order_line_id_fkey" FOREIGN KEY ("order_line_id") REFERENCES "order_lines"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "fulfillment_lines_quantity" CHECK ("quantity" > 0)
);
CREATE INDEX "fulfillment_lines_order_line_id_idx" ON "fulfillment_lines"("order_line_id");

-- Which lines of an order are sent at all. A version that does not know the column places lines that are; the order says
-- whether anything of it is.
ALTER TABLE "order_lines" ADD COLUMN "requires_shipping" BOOLEAN NOT NULL DEFAULT true;
UPDATE "order_lines" l SET "requires_shipping" = false
  FROM "orders" o
 WHERE o."id" = l."order_id"
   AND (NOT o."requires_shipping"
        OR (EXISTS (SELECT 1 FROM "variants" v WHERE v."id" = l."variant_id" AND NOT v."requires_shipping")
            -- An order that is sent has a line that is.
            AND EXISTS (SELECT 1 FROM "order_lines" s LEFT JOIN "variants" v ON v."id" = s."variant_id"
                         WHERE s."order_id" = o."id" AND coalesce(v."requires_shipping", true))));

-- No version before this one wrote the state, so what is there was written by hand: what was sent gets its parcel.
WITH sent AS (
  INSERT INTO "fulfillments" ("order_id", "request_id")
  SELECT "id", 'before:' || "id" FROM "orders" WHERE "fulfillment_state" = 'fulfilled' AND "requires_shipping"
  RETURNING "id", "order_id")
INSERT INTO "fulfillment_lines" ("fulfillment_id", "order_line_id", "quantity")
SELECT s."id", l."id", l."quantity" FROM sent s JOIN "order_lines" l ON l."order_id" = s."order_id" AND l."requires_shipping";
UPDATE "orders" o SET "fulfillment_state" = 'unfulfilled'
 WHERE "fulfillment_state" <> 'unfulfilled'
   AND NOT EXISTS (SELECT 1 FROM "fulfillments" f JOIN "fulfillment_lines" l ON l."fulfillment_id" = f."id" WHERE f."order_id" = o."id");

-- No unit is sent twice, whatever sends it: the lock on the order makes two at once come one after the other. What came
-- back may be sent again.
CREATE FUNCTION "refuse_units_sent_twice"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  parcel fulfillments%ROWTYPE;
  payment orders.payment_state%TYPE;
  bought INTEGER;
  sent INTEGER;
BEGIN
  SELECT * INTO STRICT parcel FROM fulfillments WHERE id = NEW.fulfillment_id;
  SELECT o.payment_state INTO STRICT payment FROM orders o WHERE o.id = parcel.order_id FOR UPDATE;
  IF payment NOT IN ('paid', 'partially_refunded') THEN
    RAISE EXCEPTION 'order % is %, and nothing of it is sent', parcel.order_id, payment
      USING ERRCODE = 'check_violation', CONSTRAINT = 'fulfillment_lines_paid', TABLE = 'fulfillment_lines';
  END IF;
  SELECT l.quantity INTO bought FROM order_lines l WHERE l.id = NEW.order_line_id AND l.order_id = parcel.order_id;
  SELECT coalesce(sum(l.quantity), 0) INTO sent FROM fulfillment_lines l JOIN fulfillments f ON f.id = l.fulfillment_id
   WHERE l.order_line_id = NEW.order_line_id AND f.state IN ('sent', 'delivered');
  IF bought IS NULL OR sent > bought THEN
    RAISE EXCEPTION 'line % of order % has % units, % of them would be sent', NEW.order_line_id, parcel.order_id, coalesce(bought, 0), sent
      USING ERRCODE = 'check_violation', CONSTRAINT = 'fulfillment_lines_bought', TABLE = 'fulfillment_lines';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "fulfillment_lines_bought" AFTER INSERT OR UPDATE ON "fulfillment_lines"
  FOR EACH ROW EXECUTE FUNCTION "refuse_units_sent_twice"();

-- Delivered, returned and undone are ends.
CREATE FUNCTION "refuse_move_of_ended_parcel"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'parcel % is %, and does not become %', OLD.id, OLD.state, NEW.state
    USING ERRCODE = 'check_violation', CONSTRAINT = 'fulfillments_ended', TABLE = 'fulfillments';
END $$;
CREATE TRIGGER "fulfillments_ended" BEFORE UPDATE ON "fulfillments"
  FOR EACH ROW WHEN (OLD."state" <> 'sent' AND NEW."state" <> OLD."state") EXECUTE FUNCTION "refuse_move_of_ended_parcel"();

ALTER TABLE "order_events" DROP CONSTRAINT "order_events_kind";
ALTER TABLE "order_events" ADD CONSTRAINT "order_events_kind" CHECK ("kind" IN (
  'checkout_started', 'rebuilt', 'payment_attempt_failed', 'payment_moved', 'revived', 'flagged', 'review_dismissed',
  'refund_requested', 'automatic_refund_requested', 'refund_refused', 'refund_changed', 'dispute_changed', 'stock_allocated',
  'stock_released', 'restocked', 'parcel_sent', 'sending_undone', 'parcel_delivered', 'parcel_returned',
  'tracking_corrected', 'webhook_event_retried', 'webhook_event_ignored', 'note')) NOT VALID;
ALTER TABLE "order_events" VALIDATE CONSTRAINT "order_events_kind";
