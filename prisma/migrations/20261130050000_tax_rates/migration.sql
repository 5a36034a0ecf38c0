-- For the constraint below: equality of text next to ranges. A trusted extension, as pg_trgm is: the database's owner may create it.
CREATE EXTENSION IF NOT EXISTS btree_gist;

-- What the merchant confirmed or entered, with the days on which it holds. A rate that is replaced ends; it stays.
CREATE TABLE "tax_rates" (
  "id" UUID NOT NULL DEFAULT uuidv7(),
  "country" TEXT NOT NULL,
  "region" TEXT NOT NULL DEFAULT '',
  "tax_class" TEXT NOT NULL,
  "rate_bp" INTEGER NOT NULL,
  "since" DATE NOT NULL,
  "until" DATE,
  "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "changed_by" TEXT NOT NULL,
  CONSTRAINT "tax_rates_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "tax_rates_country" CHECK ("country" ~ '^[A-Z]{2}$'),
  CONSTRAINT "tax_rates_region" CHECK ("region" ~ '^[a-z_]*$'),
  CONSTRAINT "tax_rates_class" CHECK ("tax_class" IN ('standard', 'reduced', 'super_reduced', 'zero')),
  CONSTRAINT "tax_rates_rate" CHECK ("rate_bp" BETWEEN 0 AND 5000),
  CONSTRAINT "tax_rates_days" CHECK ("until" > "since"),
  -- One rate a class, place and day.
  CONSTRAINT "tax_rates_overlap" EXCLUDE USING gist (
    "country" WITH =, "region" WITH =, "tax_class" WITH =, daterange("since", "until") WITH &&
  )
);

-- What VIES answered about a VAT id, and when: the proof of a sale without VAT. No name and no address.
CREATE TABLE "vat_id_checks" (
  "id" UUID NOT NULL DEFAULT uuidv7(),
  "vat_id" TEXT NOT NULL,
  "requester" TEXT NOT NULL,
  "state" TEXT NOT NULL,
  "consultation" TEXT,
  "checked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "vat_id_checks_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "vat_id_checks_vat_id" CHECK ("vat_id" ~ '^[A-Z]{2}[A-Z0-9+*]{2,13}$'),
  CONSTRAINT "vat_id_checks_state" CHECK ("state" IN ('valid', 'invalid', 'unavailable')),
  CONSTRAINT "vat_id_checks_consultation" CHECK ("consultation" IS NULL OR "state" <> 'unavailable')
);
CREATE INDEX "vat_id_checks_vat_id_idx" ON "vat_id_checks" ("vat_id", "checked_at" DESC);
CREATE INDEX "vat_id_checks_checked_at_idx" ON "vat_id_checks" ("checked_at");
