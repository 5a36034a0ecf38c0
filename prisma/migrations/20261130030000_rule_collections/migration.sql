-- Collections that the merchant keeps in the admin: by hand, or by a rule that the database keeps true.
ALTER TABLE "collections" ADD COLUMN "rule" JSONB;
ALTER TABLE "collections" ADD COLUMN "picture" JSONB;
ALTER TABLE "collections" ADD COLUMN "version" INTEGER NOT NULL DEFAULT 1;
ALTER TABLE "collections" ADD COLUMN "changed_by" TEXT NOT NULL DEFAULT '';

-- Addresses that a collection had before: they lead to where it is now.
CREATE TABLE "collection_addresses" (
  "slug" TEXT NOT NULL,
  "collection_id" UUID NOT NULL,
  CONSTRAINT "collection_addresses_pkey" PRIMARY KEY ("slug"),
  CONSTRAINT "collection_addresses_collection_id_fkey" FOREIGN KEY ("collection_id") REFERENCES "collections"("id")
    ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "collection_addresses_collection_id_idx" ON "collection_addresses" ("collection_id");

-- What a deleted collection was, to bring it back.
CREATE TABLE "deleted_collections" (
  "id" UUID NOT NULL,
  "content" JSONB NOT NULL,
  "deleted_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "deleted_collections_pkey" PRIMARY KEY ("id")
);

-- Whether a product fits a rule (domain/catalog/collection-rule.ts). A rule without conditions fits none.
CREATE FUNCTION "product_fits"(product uuid, rule jsonb) RETURNS boolean LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(CASE WHEN rule->>'match' = 'any' THEN bool_or(f.fits) ELSE bool_and(f.fits) END, false)
    FROM products p
    CROSS JOIN LATERAL (
      SELECT min(v.price_minor) AS lowest, bool_or(NOT v.is_counted OR v.on_hand > v.reserved) AS in_stock,
             bool_or(v.compare_at_minor > v.price_minor) AS on_sale
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

-- Puts one product into the collections by rule that it fits, and takes it out of the others; the pages hear of it with
-- the commit. Whatever writes products, prices or stock fires it at its commit, when the product is as it will be.
-- SECURITY DEFINER: the shop's role sells, and writes no collection.
CREATE FUNCTION "refresh_rule_collections"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  product uuid := coalesce(to_jsonb(NEW), to_jsonb(OLD))->>TG_ARGV[0];
  changed record;
BEGIN
  -- A rule that is being saved waits for this, and the other way round; so do two changes of one product.
  PERFORM pg_advisory_xact_lock_shared(hashtext('rule collections'));
  IF NOT EXISTS (SELECT 1 FROM collections WHERE rule IS NOT NULL) THEN RETURN NULL; END IF;
  PERFORM pg_advisory_xact_lock(hashtext('rule collections'), hashtext(product::text));
  FOR changed IN
    WITH fits AS (
      SELECT c.id, product_fits(product, c.rule) AS fits FROM collections c WHERE c.rule IS NOT NULL),
    gone AS (
      DELETE FROM collection_products cp USING fits f
       WHERE cp.product_id = product AND cp.collection_id = f.id AND NOT f.fits RETURNING cp.collection_id),
    come AS (
      INSERT INTO collection_products (collection_id, product_id, position)
      SELECT f.id, product, 0 FROM fits f WHERE f.fits ON CONFLICT DO NOTHING RETURNING collection_id)
    SELECT c.slug, EXISTS (
        SELECT 1 FROM collection_products cp JOIN products p ON p.id = cp.product_id
         WHERE cp.collection_id = c.id AND cp.product_id <> product AND p.status = 'active') AS has_others
      FROM collections c WHERE c.id IN (SELECT collection_id FROM gone UNION SELECT collection_id FROM come)
  LOOP
    -- With its first product or without its last, it comes into the menu of every page or leaves it.
    PERFORM pg_notify('latchkey_catalog', json_build_object('paths', CASE WHEN changed.has_others
      THEN json_build_array('/collections/' || changed.slug, '/home/shop')
      ELSE json_build_array('*', '/sitemap') END)::text);
  END LOOP;
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER "products_rule_collections" AFTER UPDATE ON "products"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (OLD."tags" IS DISTINCT FROM NEW."tags" OR OLD."vendor" <> NEW."vendor" OR OLD."kind" <> NEW."kind")
  EXECUTE FUNCTION "refresh_rule_collections"('id');
CREATE CONSTRAINT TRIGGER "variants_added_rule_collections" AFTER INSERT ON "variants"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "refresh_rule_collections"('product_id');
CREATE CONSTRAINT TRIGGER "variants_deleted_rule_collections" AFTER DELETE ON "variants"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "refresh_rule_collections"('product_id');
-- A sale fires it only where it takes the last unit.
CREATE CONSTRAINT TRIGGER "variants_rule_collections" AFTER UPDATE ON "variants"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (OLD."price_minor" <> NEW."price_minor" OR OLD."compare_at_minor" IS DISTINCT FROM NEW."compare_at_minor"
    OR OLD."is_counted" <> NEW."is_counted"
    OR (OLD."on_hand" > OLD."reserved") <> (NEW."on_hand" > NEW."reserved"))
  EXECUTE FUNCTION "refresh_rule_collections"('product_id');
