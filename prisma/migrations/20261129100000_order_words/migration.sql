-- Orders are found by what their lines are called: product, variant and SKU, as they were bought.
ALTER TABLE "orders" ADD COLUMN "line_words" TEXT NOT NULL DEFAULT '';
UPDATE "orders" o SET "line_words" = l.words
  FROM (SELECT order_id, string_agg(DISTINCT concat_ws(' ', product_title, nullif(variant_title, ''), sku), ' ') AS words
          FROM "order_lines" GROUP BY order_id) l
 WHERE l.order_id = o.id;
-- The totals are compared at the end of a transaction, and a table with comparisons to come cannot be altered.
SET CONSTRAINTS ALL IMMEDIATE;

-- Folded once, when a row is written, and not for each row that a search looks at.
ALTER TABLE "orders" ADD COLUMN "search_words" TEXT GENERATED ALWAYS AS (
  "search_fold"(' ' || coalesce("customer_name", '') || ' ' || coalesce("email", '') || ' ' || "line_words")) STORED;
CREATE INDEX "orders_search_words_trgm" ON "orders" USING GIN ("search_words" gin_trgm_ops);
DROP INDEX "orders_folded_trgm";
