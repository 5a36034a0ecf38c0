-- What shoppers want to send back: a return is a request, its lines are the units of it. A withdrawal is the right of the
-- law within its window; a return is asked for after it, and the shop decides.
CREATE TYPE "ReturnKind" AS ENUM ('withdrawal', 'return');
CREATE TYPE "ReturnState" AS ENUM ('requested', 'received', 'refunded', 'refused', 'canceled');

CREATE TABLE "returns" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "order_id" UUID NOT NULL,
    "request_id" TEXT NOT NULL,
    "kind" "ReturnKind" NOT NULL,
    "state" "ReturnState" NOT NULL DEFAULT 'requested',
    "note" TEXT,
    "requested_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "received_at" TIMESTAMPTZ(3),
    "received_by" TEXT,
    "ended_at" TIMESTAMPTZ(3),
    "ended_by" TEXT,
    "refusal" TEXT,

    CONSTRAINT "returns_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "returns_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "returns_received" CHECK ("state" <> 'received' OR "received_at" IS NOT NULL),
    CONSTRAINT "returns_requested" CHECK ("state" <> 'requested' OR "received_at" IS NULL),
    CONSTRAINT "returns_ended" CHECK (("state" IN ('refunded', 'refused', 'canceled')) = ("ended_at" IS NOT NULL)),
    CONSTRAINT "returns_refusal" CHECK (("state" = 'refused') = ("refusal" IS NOT NULL))
);
CREATE UNIQUE INDEX "returns_request_id_key" ON "returns"("request_id");
CREATE INDEX "returns_order_id_idx" ON "returns"("order_id");
-- The list of those that wait, the oldest first.
CREATE INDEX "returns_open" ON "returns"("requested_at", "id") WHERE "state" IN ('requested', 'received');

CREATE TABLE "return_lines" (
    "return_id" UUID NOT NULL,
    "order_line_id" UUID NOT NULL,
    "quantity" INTEGER NOT NULL,
    "unsent" INTEGER NOT NULL DEFAULT 0,
    "restocked" BOOLEAN,
    "condition" TEXT,

    CONSTRAINT "return_lines_pkey" PRIMARY KEY ("return_id", "order_line_id"),
    CONSTRAINT "return_lines_return_id_fkey" FOREIGN KEY ("return_id") REFERENCES "returns"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "return_lines_order_line_id_fkey" FOREIGN KEY ("order_line_id") REFERENCES "order_lines"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "return_lines_quantity" CHECK ("quantity" > 0),
    CONSTRAINT "return_lines_unsent" CHECK ("unsent" BETWEEN 0 AND "quantity")
);
CREATE INDEX "return_lines_order_line_id_idx" ON "return_lines"("order_line_id");

-- Which return a refund is for. A version that does not know the column refunds for none.
ALTER TABLE "refunds" ADD COLUMN "return_id" UUID;
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_return_id_fkey" FOREIGN KEY ("return_id") REFERENCES "returns"("id") ON DELETE SET NULL ON UPDATE CASCADE NOT VALID;
ALTER TABLE "refunds" VALIDATE CONSTRAINT "refunds_return_id_fkey";
CREATE INDEX "refunds_return_id_idx" ON "refunds"("return_id") WHERE "return_id" IS NOT NULL;

-- Units of a sold hold that came back and lie on the shelf again.
ALTER TABLE "stock_holds" ADD COLUMN "put_back" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "stock_holds" ADD CONSTRAINT "stock_holds_put_back" CHECK ("put_back" BETWEEN 0 AND "quantity") NOT VALID;
ALTER TABLE "stock_holds" VALIDATE CONSTRAINT "stock_holds_put_back";

-- No unit is asked for back twice, whatever asks: the lock on the order makes two at once come one after the other. What
-- was refused or canceled may be asked for again.
CREATE FUNCTION "refuse_units_returned_twice"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  wanted returns%ROWTYPE;
  payment orders.payment_state%TYPE;
  bought INTEGER;
  asked INTEGER;
BEGIN
  SELECT * INTO STRICT wanted FROM returns WHERE id = NEW.return_id;
  SELECT o.payment_state INTO STRICT payment FROM orders o WHERE o.id = wanted.order_id FOR UPDATE;
  IF TG_OP = 'INSERT' AND payment NOT IN ('paid', 'partially_refunded') THEN
    RAISE EXCEPTION 'order % is %, and nothing of it is returned', wanted.order_id, payment
      USING ERRCODE = 'check_violation', CONSTRAINT = 'return_lines_paid', TABLE = 'return_lines';
  END IF;
  SELECT l.quantity INTO bought FROM order_lines l WHERE l.id = NEW.order_line_id AND l.order_id = wanted.order_id;
  SELECT coalesce(sum(l.quantity), 0) INTO asked FROM return_lines l JOIN returns r ON r.id = l.return_id
   WHERE l.order_line_id = NEW.order_line_id AND r.state IN ('requested', 'received', 'refunded');
  IF bought IS NULL OR asked > bought THEN
    RAISE EXCEPTION 'line % of order % has % units, % of them would be returned', NEW.order_line_id, wanted.order_id, coalesce(bought, 0), asked
      USING ERRCODE = 'check_violation', CONSTRAINT = 'return_lines_bought', TABLE = 'return_lines';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "return_lines_bought" AFTER INSERT OR UPDATE OF "quantity", "order_line_id", "return_id" ON "return_lines"
  FOR EACH ROW EXECUTE FUNCTION "refuse_units_returned_twice"();

-- Refused and canceled are ends: their units may have been asked for again. A refund that fails opens its return again.
CREATE FUNCTION "refuse_move_of_ended_return"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'return % is %, and does not become %', OLD.id, OLD.state, NEW.state
    USING ERRCODE = 'check_violation', CONSTRAINT = 'returns_over', TABLE = 'returns';
END $$;
CREATE TRIGGER "returns_over" BEFORE UPDATE ON "returns"
  FOR EACH ROW WHEN (OLD."state" IN ('refused', 'canceled') AND NEW."state" <> OLD."state")
  EXECUTE FUNCTION "refuse_move_of_ended_return"();

-- As before, and what was withdrawn before it was sent is not sent any more.
CREATE OR REPLACE FUNCTION "refuse_units_sent_twice"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  parcel fulfillments%ROWTYPE;
  payment orders.payment_state%TYPE;
  bought INTEGER;
  sent INTEGER;
  withdrawn INTEGER;
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
  SELECT coalesce(sum(l.unsent), 0) INTO withdrawn FROM return_lines l JOIN returns r ON r.id = l.return_id
   WHERE l.order_line_id = NEW.order_line_id AND r.state IN ('requested', 'received', 'refunded');
  IF bought IS NULL OR sent > bought - withdrawn THEN
    RAISE EXCEPTION 'line % of order % has % units, % of them would be sent', NEW.order_line_id, parcel.order_id, coalesce(bought, 0) - withdrawn, sent
      USING ERRCODE = 'check_violation', CONSTRAINT = 'fulfillment_lines_bought', TABLE = 'fulfillment_lines';
  END IF;
  RETURN NULL;
END $$;

ALTER TABLE "order_events" DROP CONSTRAINT "order_events_kind";
ALTER TABLE "order_events" ADD CONSTRAINT "order_events_kind" CHECK ("kind" IN (
  'checkout_started', 'rebuilt', 'payment_attempt_failed', 'payment_moved', 'revived', 'flagged', 'review_dismissed',
  'refund_requested', 'automatic_refund_requested', 'refund_refused', 'refund_changed', 'dispute_changed', 'stock_allocated',
  'stock_released', 'restocked', 'restock_undone', 'parcel_sent', 'sending_undone', 'parcel_delivered', 'parcel_returned',
  'tracking_corrected', 'return_requested', 'return_received', 'return_refused', 'return_canceled', 'return_closed',
  'webhook_event_retried', 'webhook_event_ignored', 'note', 'note_removed')) NOT VALID;
ALTER TABLE "order_events" VALIDATE CONSTRAINT "order_events_kind";
