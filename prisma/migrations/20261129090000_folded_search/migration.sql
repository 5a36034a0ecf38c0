-- Names are found without their accents, and with any apostrophe: what is stored and what is typed are folded alike.
CREATE FUNCTION "search_fold"("words" TEXT) RETURNS TEXT LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT pg_catalog.translate(
    pg_catalog.replace(pg_catalog.replace(pg_catalog.replace(pg_catalog.replace(
      pg_catalog.regexp_replace(pg_catalog.lower(pg_catalog."normalize"(
        -- Before it is taken apart: an acute by itself becomes a space.
        pg_catalog.translate(words, U&'\2018\2019\201B\02BC\0060\00B4', pg_catalog.repeat(pg_catalog.chr(39), 6)),
        'NFKD')), U&'[\0300-\036F]', '', 'g'),
      'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'ø', 'o'),
    'łđı', 'ldi')
$$;
CREATE INDEX "orders_folded_trgm" ON "orders" USING GIN
  ("search_fold"(' ' || coalesce("customer_name", '') || ' ' || coalesce("email", '')) gin_trgm_ops);
DROP INDEX "orders_words_trgm";
