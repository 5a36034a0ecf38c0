-- What a refund is for: units of the order's lines, and a part of its shipping. A refund that was made at Stripe, or by an
-- earlier version, has neither: it is an amount of the order.
CREATE TABLE "refund_lines" (
    "refund_id" UUID NOT NULL,
    "order_line_id" UUID NOT NULL,
    "quantity" INTEGER NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "tax_minor" BIGINT NOT NULL DEFAULT 0,
    "unsent" INTEGER NOT NULL DEFAULT 0,
    "sent" INTEGER NOT NULL DEFAULT 0,
    "restocked" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "refund_lines_pkey" PRIMARY KEY ("refund_id", "order_line_id"),
    CONSTRAINT "refund_lines_refund_id_fkey" FOREIGN KEY ("refund_id") REFERENCES "refunds"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "refund_lines_order_line_id_fkey" FOREIGN KEY ("order_line_id") REFERENCES "order_lines"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "refund_lines_quantity" CHECK ("quantity" > 0),
    CONSTRAINT "refund_lines_places" CHECK ("unsent" >= 0 AND "sent" >= 0 AND "unsent" + "sent" <= "quantity"),
    CONSTRAINT "refund_lines_tax" CHECK ("tax_minor" BETWEEN 0 AND "amount_minor")
);
CREATE INDEX "refund_lines_order_line_id_idx" ON "refund_lines"("order_line_id");

ALTER TABLE "refunds"
  ADD COLUMN "shipping_minor" BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN "shipping_tax_minor" BIGINT NOT NULL DEFAULT 0;
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_shipping_share"
  CHECK ("shipping_tax_minor" BETWEEN 0 AND "shipping_minor" AND "shipping_minor" <= "amount_minor") NOT VALID;
ALTER TABLE "refunds" VALIDATE CONSTRAINT "refunds_shipping_share";

-- The most that a line was charged: its own price and adjustments, and its share of those of the whole order, rounded up to
-- what the currency can be paid in. domain/refunds/lines.ts says the share exactly.
CREATE FUNCTION "line_charged_at_most"(line UUID) RETURNS NUMERIC LANGUAGE sql STABLE AS $$
  WITH found AS (
    SELECT o.id, CASE WHEN o.currency IN ('isk', 'ugx') THEN 100 WHEN o.currency IN ('bhd', 'jod', 'kwd', 'omr', 'tnd') THEN 10 ELSE 1 END AS step
      FROM order_lines l JOIN orders o ON o.id = l.order_id WHERE l.id = line),
  lines AS (
    SELECT l.id, l.total_minor + coalesce((SELECT sum(a.amount_minor) FROM order_adjustments a WHERE a.order_line_id = l.id), 0) AS own
      FROM order_lines l JOIN found f ON f.id = l.order_id),
  shared AS (
    SELECT coalesce(sum(a.amount_minor) FILTER (WHERE a.kind = 'discount'), 0) AS discount,
           coalesce(sum(a.amount_minor) FILTER (WHERE a.kind = 'tax'), 0) AS tax
      FROM order_adjustments a JOIN found f ON f.id = a.order_id WHERE a.order_line_id IS NULL)
  SELECT l.own + CASE WHEN s.own = 0 THEN 0 ELSE ceil(shared.discount * l.own / s.own / f.step) * f.step END
               + CASE WHEN s.own = 0 THEN shared.tax ELSE ceil(shared.tax * l.own / s.own / f.step) * f.step END
    FROM lines l, found f, shared, (SELECT sum(own) AS own FROM lines) s WHERE l.id = line
$$;

-- No unit is refunded twice and no line above its price, whatever asks: the lock on the order makes two at once come one
-- after the other. What failed or was canceled may be refunded again. What has been sent does not count as not sent.
CREATE FUNCTION "refuse_units_refunded_twice"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  made refunds%ROWTYPE;
  bought INTEGER;
  refunded INTEGER;
  charged NUMERIC;
  unsent INTEGER;
  elsewhere INTEGER;
BEGIN
  SELECT * INTO STRICT made FROM refunds WHERE id = NEW.refund_id;
  PERFORM 1 FROM orders o WHERE o.id = made.order_id FOR UPDATE;
  SELECT l.quantity INTO bought FROM order_lines l WHERE l.id = NEW.order_line_id AND l.order_id = made.order_id;
  SELECT coalesce(sum(l.quantity), 0), coalesce(sum(l.amount_minor), 0), coalesce(sum(l.unsent), 0)
    INTO refunded, charged, unsent
    FROM refund_lines l JOIN refunds r ON r.id = l.refund_id
   WHERE l.order_line_id = NEW.order_line_id AND r.state IN ('requested', 'pending', 'succeeded');
  IF bought IS NULL OR made.of_duplicate_payment OR refunded > bought THEN
    RAISE EXCEPTION 'line % of order % has % units, % of them would be refunded', NEW.order_line_id, made.order_id, coalesce(bought, 0), refunded
      USING ERRCODE = 'check_violation', CONSTRAINT = 'refund_lines_bought', TABLE = 'refund_lines';
  END IF;
  IF charged > line_charged_at_most(NEW.order_line_id) THEN
    RAISE EXCEPTION 'line % of order % was charged less than %', NEW.order_line_id, made.order_id, charged
      USING ERRCODE = 'check_violation', CONSTRAINT = 'refund_lines_charged', TABLE = 'refund_lines';
  END IF;
  SELECT coalesce(sum(units), 0) INTO elsewhere FROM (
    SELECT l.quantity AS units FROM fulfillment_lines l JOIN fulfillments f ON f.id = l.fulfillment_id
     WHERE l.order_line_id = NEW.order_line_id AND f.state IN ('sent', 'delivered')
    UNION ALL
    SELECT l.unsent FROM return_lines l JOIN returns r ON r.id = l.return_id
     WHERE l.order_line_id = NEW.order_line_id AND r.state IN ('requested', 'received', 'refunded')) units;
  IF NEW.unsent > 0 AND unsent + elsewhere > bought THEN
    RAISE EXCEPTION 'line % of order % has fewer than % units that are not sent', NEW.order_line_id, made.order_id, unsent
      USING ERRCODE = 'check_violation', CONSTRAINT = 'refund_lines_unsent', TABLE = 'refund_lines';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "refund_lines_bought" AFTER INSERT OR UPDATE OF "refund_id", "order_line_id", "quantity", "amount_minor", "unsent" ON "refund_lines"
  FOR EACH ROW EXECUTE FUNCTION "refuse_units_refunded_twice"();

CREATE FUNCTION "refuse_shipping_refunded_twice"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  paid NUMERIC;
  refunded NUMERIC;
BEGIN
  PERFORM 1 FROM orders o WHERE o.id = NEW.order_id FOR UPDATE;
  SELECT coalesce(sum(a.amount_minor), 0) INTO paid FROM order_adjustments a
   WHERE a.order_id = NEW.order_id AND a.order_line_id IS NULL AND a.kind IN ('shipping', 'tax');
  SELECT coalesce(sum(r.shipping_minor), 0) INTO refunded FROM refunds r
   WHERE r.order_id = NEW.order_id AND r.state IN ('requested', 'pending', 'succeeded');
  IF NEW.of_duplicate_payment OR refunded > paid THEN
    RAISE EXCEPTION 'the shipping of order % was %, % of it would be refunded', NEW.order_id, paid, refunded
      USING ERRCODE = 'check_violation', CONSTRAINT = 'refunds_shipping_paid', TABLE = 'refunds';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "refunds_shipping_paid" AFTER INSERT ON "refunds"
  FOR EACH ROW WHEN (NEW."shipping_minor" > 0) EXECUTE FUNCTION "refuse_shipping_refunded_twice"();

-- A refund that is by line is so to the last minor unit, when its transaction ends.
CREATE FUNCTION "refuse_refund_of_other_parts"(checked UUID) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  stated BIGINT;
  parts NUMERIC;
BEGIN
  SELECT r.amount_minor, r.shipping_minor + coalesce((SELECT sum(l.amount_minor) FROM refund_lines l WHERE l.refund_id = r.id), 0)
    INTO stated, parts FROM refunds r WHERE r.id = checked;
  IF stated <> parts THEN
    RAISE EXCEPTION 'refund % is %, its parts come to %', checked, stated, parts
      USING ERRCODE = 'check_violation', CONSTRAINT = 'refunds_amount_of_parts', TABLE = 'refunds';
  END IF;
END $$;
CREATE FUNCTION "check_amount_of_refund"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM refuse_refund_of_other_parts(NEW.id);
  RETURN NULL;
END $$;
CREATE FUNCTION "check_amount_of_refund_line"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM refuse_refund_of_other_parts(NEW.refund_id);
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER "refunds_amount_of_parts" AFTER INSERT ON "refunds"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW."shipping_minor" > 0) EXECUTE FUNCTION "check_amount_of_refund"();
CREATE CONSTRAINT TRIGGER "refund_lines_amount_of_parts" AFTER INSERT OR UPDATE OF "amount_minor" ON "refund_lines"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "check_amount_of_refund_line"();

-- As before, and what was refunded is not sent any more: `unitsOf` of domain/fulfillment/sending-state.ts. Of what was sent
-- before it was refunded and came back, as many units are not sent again.
CREATE OR REPLACE FUNCTION "refuse_units_sent_twice"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  parcel fulfillments%ROWTYPE;
  payment orders.payment_state%TYPE;
  bought INTEGER;
  sent INTEGER;
  withdrawn INTEGER;
  refunded_unsent INTEGER;
  refunded_sent INTEGER;
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
  SELECT coalesce(sum(l.unsent), 0), coalesce(sum(l.sent), 0) INTO refunded_unsent, refunded_sent
    FROM refund_lines l JOIN refunds r ON r.id = l.refund_id
   WHERE l.order_line_id = NEW.order_line_id AND r.state IN ('requested', 'pending', 'succeeded');
  IF bought IS NULL OR NEW.quantity > bought - withdrawn - refunded_unsent - greatest(sent - NEW.quantity, refunded_sent) THEN
    RAISE EXCEPTION 'line % of order % has % units, % of them would be sent', NEW.order_line_id, parcel.order_id, coalesce(bought, 0) - withdrawn - refunded_unsent, sent
      USING ERRCODE = 'check_violation', CONSTRAINT = 'fulfillment_lines_bought', TABLE = 'fulfillment_lines';
  END IF;
  RETURN NULL;
END $$;
