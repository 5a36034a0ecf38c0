-- Invoices and credit notes. A number is taken in the transaction that inserts its document, from a row that is locked last:
-- a sequence would lose the number of a transaction that is rolled back.
CREATE TYPE "DocumentKind" AS ENUM ('invoice', 'credit_note');

CREATE TABLE "number_series" (
  "series" TEXT NOT NULL,
  "kind" "DocumentKind" NOT NULL,
  "livemode" BOOLEAN NOT NULL,
  "prefix" TEXT NOT NULL,
  "first_number" INTEGER NOT NULL DEFAULT 1,
  "next_number" INTEGER NOT NULL DEFAULT 1,
  CONSTRAINT "number_series_pkey" PRIMARY KEY ("series"),
  CONSTRAINT "number_series_name" CHECK ("series" = CASE WHEN "livemode" THEN 'live:' ELSE 'test:' END || "prefix"),
  CONSTRAINT "number_series_numbers" CHECK ("first_number" >= 1 AND "next_number" >= "first_number")
);

CREATE TABLE "documents" (
  "id" UUID NOT NULL DEFAULT uuidv7(),
  "order_id" UUID NOT NULL,
  "kind" "DocumentKind" NOT NULL,
  "series" TEXT NOT NULL,
  "sequence" INTEGER NOT NULL,
  "number" TEXT NOT NULL,
  "livemode" BOOLEAN NOT NULL,
  "issued_at" TIMESTAMPTZ(3) NOT NULL,
  "issued_by" TEXT,
  "currency" CHAR(3) NOT NULL,
  "total_minor" BIGINT NOT NULL,
  "tax_minor" BIGINT NOT NULL,
  "data" JSONB NOT NULL,
  "refund_id" UUID,
  "credits_id" UUID,
  "replaces_id" UUID,
  CONSTRAINT "documents_pkey" PRIMARY KEY ("id"),
  -- Neither the order nor the refund can be deleted under a document.
  CONSTRAINT "documents_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders"("id") ON DELETE RESTRICT ON UPDATE RESTRICT,
  CONSTRAINT "documents_series_fkey" FOREIGN KEY ("series") REFERENCES "number_series"("series") ON DELETE RESTRICT ON UPDATE RESTRICT,
  CONSTRAINT "documents_refund_id_fkey" FOREIGN KEY ("refund_id") REFERENCES "refunds"("id") ON DELETE RESTRICT ON UPDATE RESTRICT,
  CONSTRAINT "documents_credits_id_fkey" FOREIGN KEY ("credits_id") REFERENCES "documents"("id") ON DELETE RESTRICT ON UPDATE RESTRICT,
  CONSTRAINT "documents_replaces_id_fkey" FOREIGN KEY ("replaces_id") REFERENCES "documents"("id") ON DELETE RESTRICT ON UPDATE RESTRICT,
  CONSTRAINT "documents_amounts" CHECK ("total_minor" >= 0 AND "tax_minor" BETWEEN 0 AND "total_minor"),
  CONSTRAINT "documents_kind" CHECK (CASE "kind" WHEN 'invoice' THEN num_nonnulls("refund_id", "credits_id") = 0
    ELSE "credits_id" IS NOT NULL AND "replaces_id" IS NULL END),
  -- What is printed is what is frozen.
  CONSTRAINT "documents_frozen" CHECK ("data"->>'number' = "number" AND "data"->>'kind' = "kind"::text
    AND "data"->'totals'->>'grossMinor' = "total_minor"::text AND "data"->'totals'->>'taxMinor' = "tax_minor"::text)
);
CREATE UNIQUE INDEX "documents_series_sequence_key" ON "documents"("series", "sequence");
CREATE UNIQUE INDEX "documents_livemode_number_key" ON "documents"("livemode", "number");
CREATE UNIQUE INDEX "documents_refund_id_key" ON "documents"("refund_id");
CREATE UNIQUE INDEX "documents_replaces_id_key" ON "documents"("replaces_id");
CREATE INDEX "documents_order_id_idx" ON "documents"("order_id");
CREATE INDEX "documents_credits_id_idx" ON "documents"("credits_id");
CREATE INDEX "documents_issued_at_id_idx" ON "documents"("issued_at" DESC, "id" DESC);
-- An order is invoiced once; another invoice replaces a former one, each once.
CREATE UNIQUE INDEX "documents_first_invoice" ON "documents"("order_id") WHERE "kind" = 'invoice' AND "replaces_id" IS NULL;
-- An invoice is taken back as a whole once.
CREATE UNIQUE INDEX "documents_correction" ON "documents"("credits_id") WHERE "kind" = 'credit_note' AND "refund_id" IS NULL;

-- For the owner of the tables, too: what was issued is corrected by a credit note and a new invoice.
CREATE FUNCTION "refuse_document_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'documents are never changed or removed';
END $$;
CREATE TRIGGER "documents_final" BEFORE UPDATE OR DELETE OR TRUNCATE ON "documents"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_document_change"();

-- The number is the last that its series gave, and of the document's own mode and kind.
CREATE FUNCTION "check_document_number"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM number_series s WHERE s.series = NEW.series AND s.next_number = NEW.sequence + 1
                  AND s.livemode = NEW.livemode AND s.kind = NEW.kind AND starts_with(NEW.number, s.prefix)) THEN
    RAISE EXCEPTION 'document % has not the number that its series gave', NEW.number;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "documents_number" BEFORE INSERT ON "documents"
  FOR EACH ROW EXECUTE FUNCTION "check_document_number"();

-- A series goes on by one, and only one that gave no number yet can begin elsewhere.
CREATE FUNCTION "check_number_series"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND (NEW.series, NEW.kind, NEW.livemode, NEW.prefix) = (OLD.series, OLD.kind, OLD.livemode, OLD.prefix)
     AND (NEW.first_number = OLD.first_number AND NEW.next_number = OLD.next_number + 1
          OR OLD.next_number = OLD.first_number AND NEW.next_number = NEW.first_number) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'number series % cannot change so', OLD.series;
END $$;
CREATE TRIGGER "number_series_steps" BEFORE UPDATE OR DELETE ON "number_series"
  FOR EACH ROW EXECUTE FUNCTION "check_number_series"();
