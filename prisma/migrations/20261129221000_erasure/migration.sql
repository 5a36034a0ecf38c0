-- A person's data can be erased. Of an order stay its number, amounts, times and country; whatever writes to it later, the
-- rest cannot come back: Stripe still has it, and so do events that come late.
ALTER TABLE "orders" ADD COLUMN "erased_at" TIMESTAMPTZ(3);
ALTER TABLE "orders" ADD CONSTRAINT "orders_erased" CHECK ("erased_at" IS NULL OR (
  "email" IS NULL AND "customer_name" IS NULL AND "original_address" IS NULL AND "client_secret" IS NULL
  AND "card_last4" IS NULL AND "account_last4" IS NULL
  AND coalesce(jsonb_strip_nulls("shipping_address") - 'country' = '{}', true))) NOT VALID;
ALTER TABLE "orders" VALIDATE CONSTRAINT "orders_erased";
CREATE INDEX "orders_erased_at" ON "orders"("erased_at") WHERE "erased_at" IS NOT NULL;
-- Unpaid orders that still say who they were of.
CREATE INDEX "orders_unpaid_with_person" ON "orders"("placed_at", "id")
  WHERE "erased_at" IS NULL AND "payment_state" IN ('expired', 'canceled', 'payment_failed')
    AND ("email" IS NOT NULL OR "customer_name" IS NOT NULL OR "shipping_address" IS NOT NULL);

-- The text of a mail, and with it its recipient where the person was erased; the row stays, and keeps it from being sent again.
ALTER TABLE "mails" ADD COLUMN "erased_at" TIMESTAMPTZ(3);
CREATE INDEX "mails_with_text" ON "mails"("created_at") WHERE "erased_at" IS NULL;

-- Of an event stays what names its order: its id keeps it from being stored twice.
ALTER TABLE "stripe_events" ADD COLUMN "erased_at" TIMESTAMPTZ(3);
CREATE INDEX "stripe_events_with_payload" ON "stripe_events"("received_at")
  WHERE "erased_at" IS NULL AND "state" IN ('applied', 'ignored');

-- What stays of a payload: when the event was made, and what its order is found by. It can still be tried again.
CREATE FUNCTION "payload_without_person"("payload" JSONB) RETURNS JSONB LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, pg_temp AS $$
  SELECT jsonb_strip_nulls(jsonb_build_object(
    'id', payload->'id', 'type', payload->'type', 'created', payload->'created',
    'related_object', CASE WHEN payload ? 'related_object'
      THEN jsonb_build_object('id', payload #> '{related_object,id}') END,
    'data', CASE WHEN payload ? 'data' THEN jsonb_build_object('object', jsonb_build_object(
      'id', payload #> '{data,object,id}', 'object', payload #> '{data,object,object}',
      'payment_intent', coalesce(payload #> '{data,object,payment_intent,id}', payload #> '{data,object,payment_intent}'),
      'metadata', jsonb_build_object('app', payload #> '{data,object,metadata,app}',
        'shop', payload #> '{data,object,metadata,shop}', 'order', payload #> '{data,object,metadata,order}'))) END))
$$;

-- An event that comes late for an erased order loses the person when it is handled. By a trigger: the shop's role may not
-- change what Stripe sent.
CREATE FUNCTION "erase_late_payload"() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM orders WHERE id = NEW.order_id AND erased_at IS NOT NULL) THEN
    NEW.payload := payload_without_person(NEW.payload);
    NEW.erased_at := now();
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "stripe_events_erase_late" BEFORE UPDATE OF "state", "order_id" ON "stripe_events"
  FOR EACH ROW WHEN (NEW."order_id" IS NOT NULL AND NEW."erased_at" IS NULL) EXECUTE FUNCTION "erase_late_payload"();
