-- What each variant cost, was announced to have cost, and whether it was offered: one row for each change, never changed or
-- removed. EU Directive 98/6/EC, Art. 6a: an announced reduction names the lowest price of the 30 days before it.
CREATE TABLE "price_changes" (
  "id" UUID NOT NULL DEFAULT uuidv7(),
  -- No key: the history outlives the variant.
  "variant_id" UUID NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  "currency" CHAR(3) NOT NULL,
  "price_minor" BIGINT NOT NULL,
  "compare_at_minor" BIGINT,
  "is_offered" BOOLEAN NOT NULL,
  "reduced_at" TIMESTAMPTZ(3),
  "prior_minor" BIGINT,
  CONSTRAINT "price_changes_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "price_changes_prior" CHECK ("prior_minor" IS NULL OR "reduced_at" IS NOT NULL),
  CONSTRAINT "price_changes_announced" CHECK ("reduced_at" IS NULL OR coalesce("compare_at_minor" > "price_minor", false))
);
CREATE INDEX "price_changes_variant_id_at_id_idx" ON "price_changes" ("variant_id", "at" DESC, "id" DESC);

-- The last of them, where pages and rules read it: the lowest price of the 30 days before the reduction that is announced.
ALTER TABLE "variants" ADD COLUMN "prior_minor" BIGINT;

CREATE FUNCTION "refuse_price_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the history of prices is never changed or removed';
END $$;
CREATE TRIGGER "price_changes_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "price_changes"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_price_change"();

-- The lowest price for which a variant was offered in the 30 days before a moment; null when it was not offered in this
-- currency when they began. What is added later does not change it: it needs no clock of its own.
CREATE FUNCTION "lowest_price_before"(variant uuid, wanted text, moment timestamptz) RETURNS bigint LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
  WITH first AS (
    SELECT at, id, is_offered AND currency = wanted AS counts FROM price_changes
     WHERE variant_id = variant AND at <= moment - interval '30 days' ORDER BY at DESC, id DESC LIMIT 1)
  SELECT min(c.price_minor) FROM price_changes c, first
   WHERE first.counts AND c.variant_id = variant AND (c.at, c.id) >= (first.at, first.id) AND c.at <= moment
     AND c.is_offered AND c.currency = wanted
$$;

-- Adds a row when a variant is no longer what its last one says. A reduction begins where one is announced (compare-at above
-- price); it goes on, with the prior price that it began with, while the price only falls (Art. 6a(5)).
-- SECURITY DEFINER: no role of the shop writes history.
CREATE FUNCTION "record_price"(variant uuid) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  v variants%ROWTYPE;
  last price_changes%ROWTYPE;
  offered boolean;
  moment timestamptz := date_trunc('milliseconds', clock_timestamp());
  began timestamptz;
  prior bigint;
BEGIN
  -- A change of its product's state waits for one of its price, and the other way round.
  SELECT * INTO v FROM variants WHERE id = variant FOR NO KEY UPDATE;
  IF NOT FOUND THEN RETURN; END IF;
  SELECT p.status IN ('active', 'unlisted') INTO offered FROM products p WHERE p.id = v.product_id;
  SELECT * INTO last FROM price_changes WHERE variant_id = variant ORDER BY at DESC, id DESC LIMIT 1;
  IF FOUND THEN
    IF last.price_minor = v.price_minor AND last.currency = v.currency AND last.is_offered = offered
       AND last.compare_at_minor IS NOT DISTINCT FROM v.compare_at_minor THEN RETURN; END IF;
    -- A clock that was set back makes no row older than the one before it.
    moment := greatest(moment, last.at);
  END IF;
  IF v.compare_at_minor > v.price_minor THEN
    IF last.prior_minor > last.price_minor AND last.currency = v.currency AND v.price_minor <= last.price_minor
       AND (last.is_offered OR last.at > moment - interval '30 days') THEN
      began := last.reduced_at;
      prior := last.prior_minor;
    ELSIF offered THEN
      began := moment;
      prior := lowest_price_before(variant, v.currency, moment);
    END IF;
  END IF;
  INSERT INTO price_changes (variant_id, at, currency, price_minor, compare_at_minor, is_offered, reduced_at, prior_minor)
  VALUES (variant, moment, v.currency, v.price_minor, v.compare_at_minor, offered, began, prior);
  IF v.prior_minor IS DISTINCT FROM prior THEN UPDATE variants SET prior_minor = prior WHERE id = variant; END IF;
END $$;
REVOKE ALL ON FUNCTION "record_price"(uuid) FROM PUBLIC;

CREATE FUNCTION "record_variant_price"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM record_price(NEW.id);
  RETURN NULL;
END $$;
CREATE FUNCTION "record_product_prices"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM record_price(v.id) FROM (SELECT id FROM variants WHERE product_id = NEW.id ORDER BY id) v;
  RETURN NULL;
END $$;

-- At the commit, so that no writer can forget it; what was only in between is no price that a shopper was shown.
CREATE CONSTRAINT TRIGGER "variants_added_price_history" AFTER INSERT ON "variants"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "record_variant_price"();
CREATE CONSTRAINT TRIGGER "variants_price_history" AFTER UPDATE ON "variants"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (OLD."price_minor" <> NEW."price_minor" OR OLD."compare_at_minor" IS DISTINCT FROM NEW."compare_at_minor"
    OR OLD."currency" <> NEW."currency")
  EXECUTE FUNCTION "record_variant_price"();
CREATE CONSTRAINT TRIGGER "products_price_history" AFTER UPDATE ON "products"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN ((OLD."status" IN ('active', 'unlisted')) <> (NEW."status" IN ('active', 'unlisted')))
  EXECUTE FUNCTION "record_product_prices"();

-- Today's prices are known from today on. What was announced before has no prior price that the shop knows.
INSERT INTO "price_changes" ("variant_id", "at", "currency", "price_minor", "compare_at_minor", "is_offered", "reduced_at")
SELECT v."id", now(), v."currency", v."price_minor", v."compare_at_minor", p."status" IN ('active', 'unlisted'),
       CASE WHEN p."status" IN ('active', 'unlisted') AND v."compare_at_minor" > v."price_minor" THEN now() END
  FROM "variants" v JOIN "products" p ON p."id" = v."product_id";

-- "Has a lower price than before" is what a page strikes through, not what was typed as compare-at price.
CREATE OR REPLACE FUNCTION "product_fits"(product uuid, rule jsonb) RETURNS boolean LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(CASE WHEN rule->>'match' = 'any' THEN bool_or(f.fits) ELSE bool_and(f.fits) END, false)
    FROM products p
    CROSS JOIN LATERAL (
      SELECT min(v.price_minor) AS lowest, bool_or(NOT v.is_counted OR v.on_hand > v.reserved) AS in_stock,
             bool_or(v.prior_minor > v.price_minor) AS on_sale
        FROM variants v WHERE v.product_id = p.id) AS all_variants
    CROSS JOIN LATERAL jsonb_array_elements(rule->'conditions') AS c
    CROSS JOIN LATERAL (
      SELECT coalesce(CASE c->>'field'
        WHEN 'tag' THEN EXISTS (SELECT 1 FROM unnest(p.tags) AS tag WHERE lower(tag) = lower(c->>'value'))
        WHEN 'vendor' THEN lower(p.vendor) = lower(c->>'value')
        WHEN 'kind' THEN lower(p.kind) = lower(c->>'value')
        WHEN 'price_from' THEN lowest >= (c->>'value')::bigint
        WHEN 'price_to' THEN lowest <= (c->>'value')::bigint
        WHEN 'in_stock' THEN in_stock
        WHEN 'on_sale' THEN on_sale
      END, false) <> (c->>'isNot')::boolean AS fits) AS f
   WHERE p.id = product
$$;
DROP TRIGGER "variants_rule_collections" ON "variants";
CREATE CONSTRAINT TRIGGER "variants_rule_collections" AFTER UPDATE ON "variants"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (OLD."price_minor" <> NEW."price_minor" OR OLD."prior_minor" IS DISTINCT FROM NEW."prior_minor"
    OR OLD."is_counted" <> NEW."is_counted"
    OR (OLD."on_hand" > OLD."reserved") <> (NEW."on_hand" > NEW."reserved"))
  EXECUTE FUNCTION "refresh_rule_collections"('product_id');

DELETE FROM "collection_products" cp USING "collections" c
 WHERE c."id" = cp."collection_id" AND c."rule" @? '$.conditions[*] ? (@.field == "on_sale")'
   AND NOT product_fits(cp."product_id", c."rule");
INSERT INTO "collection_products" ("collection_id", "product_id", "position")
SELECT c."id", p."id", 0 FROM "collections" c CROSS JOIN "products" p
 WHERE c."rule" @? '$.conditions[*] ? (@.field == "on_sale")' AND product_fits(p."id", c."rule")
ON CONFLICT DO NOTHING;
