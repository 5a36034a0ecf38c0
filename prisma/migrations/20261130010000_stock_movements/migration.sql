-- Every change of a variant's stock on hand, with its reason: the sum of a variant's rows is its stock. The rows are written
-- here and by nothing else, so that no change of `on_hand` can be without one, whichever statement makes it.
CREATE TABLE "stock_movements" (
  "id" BIGSERIAL NOT NULL,
  "variant_id" UUID NOT NULL,
  "delta" INTEGER NOT NULL,
  "on_hand_after" INTEGER NOT NULL,
  "counted" INTEGER,
  "reason" TEXT NOT NULL,
  "order_id" UUID,
  "made_by" TEXT,
  "note" TEXT NOT NULL DEFAULT '',
  "request_id" UUID,
  "undoes" BIGINT,
  "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "stock_movements_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "stock_movements_variant_id_fkey" FOREIGN KEY ("variant_id") REFERENCES "variants" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "stock_movements_reason" CHECK ("reason" IN
    ('delivery', 'count', 'damage', 'return', 'sale', 'import', 'correction', 'opening')),
  CONSTRAINT "stock_movements_counted" CHECK (("reason" = 'count') = ("counted" IS NOT NULL) AND ("counted" IS NULL OR "counted" = "on_hand_after")),
  CONSTRAINT "stock_movements_note" CHECK (char_length("note") <= 200)
);
CREATE INDEX "stock_movements_variant_id_id_idx" ON "stock_movements" ("variant_id", "id");
-- A request changes the stock once, and an entry is undone once.
CREATE UNIQUE INDEX "stock_movements_request_id_key" ON "stock_movements" ("request_id");
CREATE UNIQUE INDEX "stock_movements_undoes_key" ON "stock_movements" ("undoes");

-- The reason is what the statement that changes the stock said in `latchkey.stock_cause` (server/stock/stock-cause.ts).
-- SECURITY DEFINER: the shop's roles may not write the table themselves. A repair makes the sum of the rows what lies there.
CREATE FUNCTION "record_stock_movement"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  cause jsonb := coalesce(nullif(current_setting('latchkey.stock_cause', true), '')::jsonb, '{}');
  change INTEGER := NEW.on_hand;
BEGIN
  IF cause ? 'isRepair' THEN
    SELECT NEW.on_hand - coalesce(sum(m.delta), 0) INTO change FROM public.stock_movements m WHERE m.variant_id = NEW.id;
  ELSIF TG_OP = 'UPDATE' THEN
    change := NEW.on_hand - OLD.on_hand;
  END IF;
  -- A count that found what was expected is one, too.
  IF change = 0 AND NOT cause ? 'counted' THEN RETURN NULL; END IF;
  INSERT INTO public.stock_movements (variant_id, delta, on_hand_after, counted, reason, order_id, made_by, note, request_id, undoes, at)
  VALUES (NEW.id, change, NEW.on_hand, (cause->>'counted')::integer,
          coalesce(cause->>'reason', CASE TG_OP WHEN 'INSERT' THEN 'opening' ELSE 'correction' END),
          (cause->>'orderId')::uuid, cause->>'by', coalesce(cause->>'note', ''), (cause->>'requestId')::uuid,
          -- The variant is locked until the commit: times rise with the numbers of its rows.
          (cause->>'undoes')::bigint, clock_timestamp());
  RETURN NULL;
END $$;
CREATE TRIGGER "variants_first_movement" AFTER INSERT ON "variants"
  FOR EACH ROW WHEN (NEW."on_hand" <> 0) EXECUTE FUNCTION "record_stock_movement"();
CREATE TRIGGER "variants_movement" AFTER UPDATE OF "on_hand" ON "variants"
  FOR EACH ROW EXECUTE FUNCTION "record_stock_movement"();

-- A reason holds for one statement. What changes stock later in the same transaction says its own.
CREATE FUNCTION "forget_stock_cause"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('latchkey.stock_cause', '', true);
  RETURN NULL;
END $$;
CREATE TRIGGER "variants_movement_recorded" AFTER INSERT OR UPDATE OF "on_hand" ON "variants"
  FOR EACH STATEMENT EXECUTE FUNCTION "forget_stock_cause"();

-- What lies on the shelf when the ledger begins.
INSERT INTO "stock_movements" ("variant_id", "delta", "on_hand_after", "reason")
SELECT "id", "on_hand", "on_hand", 'opening' FROM "variants" WHERE "on_hand" <> 0 ORDER BY "id";

-- So many units or fewer are low; null: as many as the shop says for all. 0: only sold out is told.
ALTER TABLE "variants" ADD COLUMN "low_at" INTEGER;
ALTER TABLE "variants" ADD CONSTRAINT "variants_low_at" CHECK ("low_at" BETWEEN 0 AND 1000000) NOT VALID;
ALTER TABLE "variants" VALIDATE CONSTRAINT "variants_low_at";
