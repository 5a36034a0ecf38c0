-- Which rate a product bears: the table of rates says how much that is in a country.
ALTER TABLE "products" ADD COLUMN "tax_class" TEXT NOT NULL DEFAULT 'standard';
ALTER TABLE "products" ADD CONSTRAINT "products_tax_class"
  CHECK ("tax_class" IN ('standard', 'reduced', 'super_reduced', 'zero', 'exempt')) NOT VALID;
ALTER TABLE "products" VALIDATE CONSTRAINT "products_tax_class";

-- A tax that a price contained and that is not due comes off: such an adjustment is below zero.
ALTER TABLE "order_adjustments" DROP CONSTRAINT "order_adjustments_sign";
ALTER TABLE "order_adjustments" ADD CONSTRAINT "order_adjustments_sign" CHECK (
  CASE "kind" WHEN 'discount' THEN "amount_minor" <= 0 WHEN 'shipping' THEN "amount_minor" >= 0 ELSE true END) NOT VALID;
ALTER TABLE "order_adjustments" VALIDATE CONSTRAINT "order_adjustments_sign";

-- The tax of an order as it was placed, included or added: one row a line, and those of its shipping.
CREATE TABLE "order_tax_lines" (
  "id" UUID NOT NULL DEFAULT uuidv7(),
  "order_id" UUID NOT NULL,
  "order_line_id" UUID,
  "country" TEXT NOT NULL,
  "region" TEXT NOT NULL,
  "rate_bp" INTEGER NOT NULL,
  "taxable_minor" BIGINT NOT NULL,
  "tax_minor" BIGINT NOT NULL,
  "included" BOOLEAN NOT NULL,
  "reason" TEXT NOT NULL,
  "source" TEXT NOT NULL DEFAULT 'shop',
  CONSTRAINT "order_tax_lines_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "order_tax_lines_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders"("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "order_tax_lines_order_line_id_fkey" FOREIGN KEY ("order_line_id") REFERENCES "order_lines"("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "order_tax_lines_country" CHECK ("country" ~ '^[A-Z]{2}$'),
  CONSTRAINT "order_tax_lines_amounts" CHECK ("taxable_minor" >= 0 AND "tax_minor" >= 0),
  CONSTRAINT "order_tax_lines_rate" CHECK ("rate_bp" BETWEEN 0 AND 5000 AND ("rate_bp" > 0 OR "tax_minor" = 0)),
  CONSTRAINT "order_tax_lines_reason" CHECK ("reason" IN ('standard', 'reduced', 'zero_rated', 'reverse_charge',
    'intra_community_supply', 'export', 'exempt_small_business', 'not_collecting', 'product_exempt')),
  CONSTRAINT "order_tax_lines_taxed" CHECK ("tax_minor" = 0 OR "reason" IN ('standard', 'reduced')),
  CONSTRAINT "order_tax_lines_source" CHECK ("source" IN ('shop', 'stripe'))
);
CREATE INDEX "order_tax_lines_order_id_idx" ON "order_tax_lines" ("order_id");
CREATE INDEX "order_tax_lines_order_line_id_idx" ON "order_tax_lines" ("order_line_id");

-- The business that bought, and what VIES had said of its VAT id when the order was placed.
CREATE TABLE "order_buyers" (
  "order_id" UUID NOT NULL,
  "company" TEXT NOT NULL,
  "vat_id" TEXT NOT NULL,
  "vat_id_state" TEXT NOT NULL,
  "consultation" TEXT,
  "checked_at" TIMESTAMPTZ(3),
  CONSTRAINT "order_buyers_pkey" PRIMARY KEY ("order_id"),
  CONSTRAINT "order_buyers_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders"("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "order_buyers_state" CHECK ("vat_id_state" IN ('none', 'valid', 'invalid', 'unchecked')),
  -- Nothing is sold without VAT on a proof that is not there.
  CONSTRAINT "order_buyers_proof" CHECK ("vat_id_state" <> 'valid' OR "checked_at" IS NOT NULL)
);
