ALTER TABLE "variants" ADD COLUMN "barcode" TEXT;

-- What parts of words are looked for in: the title, then the rest, in small letters without accents.
ALTER TABLE "products" ADD COLUMN "search_folded" TEXT NOT NULL DEFAULT '';

-- Option values and SKUs are found from now on. A product that is saved again gets the same texts from the shop.
UPDATE "products" p SET "search_text" = concat_ws(E'\n', nullif(p.search_text, ''), v.words)
  FROM (SELECT product_id, string_agg(DISTINCT concat_ws(' ', array_to_string(option_values, ' '), sku), E'\n') AS words
          FROM "variants" GROUP BY product_id) v
 WHERE v.product_id = p.id;
UPDATE "products" SET "search_folded" = left(
  translate(lower(normalize(regexp_replace(
    normalize(title || E'\n' || regexp_replace(search_text, '\s+', ' ', 'g'), NFKD),
    '[\u0300-\u036f]', '', 'g'), NFKC)), 'ςøłđı', 'σoldi'), 1500);

-- Titles that are nearly what was asked for.
CREATE INDEX "products_title_trgm" ON "products" USING GIN (lower("title") gin_trgm_ops);
