-- Sums of a day of the shop's calendar, for reports (docs/decisions/0028). They are made from the rows by the worker, in the
-- shop's time zone, which the database does not know: nothing is filled in here, and until they are made reports read the rows.
CREATE TABLE "report_days" (
    "day" DATE NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "units" INTEGER NOT NULL,
    "amount_minor" BIGINT NOT NULL,

    CONSTRAINT "report_days_pkey" PRIMARY KEY ("kind", "day", "currency", "key"),
    CONSTRAINT "report_days_kind" CHECK ("kind" IN
      ('checkout', 'sale', 'variant', 'shipping', 'discount', 'tax', 'refund', 'dispute'))
);
CREATE INDEX "report_days_day_idx" ON "report_days"("day");

-- When rows that reports sum have changed: the sums of that day are not used until they are made again. Rows are only
-- added and deleted, so that no two transactions wait for each other here.
CREATE TABLE "report_changes" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "report_changes_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "report_changes_at_idx" ON "report_changes"("at");

-- One row: for which time zone there are sums, and from which day on.
CREATE TABLE "report_state" (
    "is_only" BOOLEAN NOT NULL DEFAULT true,
    "time_zone" TEXT NOT NULL,
    "summed_from" DATE NOT NULL,

    CONSTRAINT "report_state_pkey" PRIMARY KEY ("is_only"),
    CONSTRAINT "report_state_is_only" CHECK ("is_only")
);

-- What was lost in a span of time; orders and refunds have such an index.
CREATE INDEX "disputes_created_at" ON "disputes" ("created_at");

-- SECURITY DEFINER: whatever role changes an order, and also one whose rights are older than these tables.
CREATE FUNCTION "mark_report_of_order"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    INSERT INTO report_changes (at) SELECT DISTINCT at FROM unnest(ARRAY[OLD.placed_at, OLD.paid_at]) AS at WHERE at IS NOT NULL;
  END IF;
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO report_changes (at) SELECT DISTINCT at FROM unnest(ARRAY[NEW.placed_at, NEW.paid_at]) AS at WHERE at IS NOT NULL;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "orders_mark_report" AFTER INSERT OR DELETE ON "orders"
  FOR EACH ROW EXECUTE FUNCTION "mark_report_of_order"();
CREATE TRIGGER "orders_mark_report_of" AFTER UPDATE ON "orders"
  FOR EACH ROW WHEN (NEW."placed_at" IS DISTINCT FROM OLD."placed_at" OR NEW."paid_at" IS DISTINCT FROM OLD."paid_at"
    OR NEW."captured_minor" IS DISTINCT FROM OLD."captured_minor" OR NEW."currency" IS DISTINCT FROM OLD."currency"
    OR (NEW."paid_at" IS NOT NULL AND NEW."shipping_address"->>'country' IS DISTINCT FROM OLD."shipping_address"->>'country'))
  EXECUTE FUNCTION "mark_report_of_order"();

-- Lines and adjustments count on the day on which their order was paid; the order itself marks the day when it is.
CREATE FUNCTION "mark_report_of_part"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    INSERT INTO report_changes (at) SELECT o.paid_at FROM orders o WHERE o.id = OLD.order_id AND o.paid_at IS NOT NULL;
  END IF;
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO report_changes (at) SELECT o.paid_at FROM orders o WHERE o.id = NEW.order_id AND o.paid_at IS NOT NULL;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "order_lines_mark_report" AFTER INSERT OR UPDATE OR DELETE ON "order_lines"
  FOR EACH ROW EXECUTE FUNCTION "mark_report_of_part"();
CREATE TRIGGER "order_adjustments_mark_report" AFTER INSERT OR UPDATE OR DELETE ON "order_adjustments"
  FOR EACH ROW EXECUTE FUNCTION "mark_report_of_part"();

-- Refunds and disputes count on the day on which they were made.
CREATE FUNCTION "mark_report_when_made"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN INSERT INTO report_changes (at) VALUES (OLD.created_at); END IF;
  IF TG_OP <> 'DELETE' THEN INSERT INTO report_changes (at) VALUES (NEW.created_at); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "refunds_mark_report" AFTER INSERT OR UPDATE OR DELETE ON "refunds"
  FOR EACH ROW EXECUTE FUNCTION "mark_report_when_made"();
CREATE TRIGGER "disputes_mark_report" AFTER INSERT OR UPDATE OR DELETE ON "disputes"
  FOR EACH ROW EXECUTE FUNCTION "mark_report_when_made"();
