-- The terms, privacy notice and withdrawal notice that orders were placed under, each text once, never changed or removed.
CREATE TABLE "policy_texts" (
  -- Of kind, locale, title and body: what was shown is proven by it.
  "hash" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "locale" TEXT NOT NULL,
  "title" TEXT NOT NULL,
  "body" TEXT NOT NULL,
  "since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "policy_texts_pkey" PRIMARY KEY ("hash"),
  CONSTRAINT "policy_texts_hash" CHECK ("hash" = encode(sha256(convert_to(
    "kind" || E'\n' || "locale" || E'\n' || "title" || E'\n' || "body", 'UTF8')), 'hex'))
);
CREATE FUNCTION "refuse_policy_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'texts that orders were placed under are never changed or removed';
END $$;
CREATE TRIGGER "policy_texts_append_only" BEFORE UPDATE OR DELETE ON "policy_texts"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_policy_change"();

-- Under which of them an order was placed, when, and the sentence that named them above the button.
CREATE TABLE "order_consents" (
  "order_id" UUID NOT NULL,
  "policy_hash" TEXT NOT NULL,
  "position" INTEGER NOT NULL,
  "sentence" TEXT NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "order_consents_pkey" PRIMARY KEY ("order_id", "policy_hash"),
  CONSTRAINT "order_consents_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders"("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "order_consents_policy_hash_fkey" FOREIGN KEY ("policy_hash") REFERENCES "policy_texts"("hash") ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE INDEX "order_consents_policy_hash_idx" ON "order_consents" ("policy_hash");
