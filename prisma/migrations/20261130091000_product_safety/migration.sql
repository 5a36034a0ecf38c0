-- What the law wants to stand at a product: who made it, who answers for it in the EU, what to beware of, how long its maker
-- guarantees that it lasts (Regulation (EU) 2023/988, Art. 19; Directive 2011/83/EU, Art. 6).
ALTER TABLE "products" ADD COLUMN "manufacturer" TEXT NOT NULL DEFAULT '';
ALTER TABLE "products" ADD COLUMN "manufacturer_address" TEXT NOT NULL DEFAULT '';
ALTER TABLE "products" ADD COLUMN "manufacturer_contact" TEXT NOT NULL DEFAULT '';
ALTER TABLE "products" ADD COLUMN "responsible" TEXT NOT NULL DEFAULT '';
ALTER TABLE "products" ADD COLUMN "responsible_address" TEXT NOT NULL DEFAULT '';
ALTER TABLE "products" ADD COLUMN "responsible_contact" TEXT NOT NULL DEFAULT '';
ALTER TABLE "products" ADD COLUMN "warnings" TEXT NOT NULL DEFAULT '';
ALTER TABLE "products" ADD COLUMN "guarantee_years" SMALLINT NOT NULL DEFAULT 0;
ALTER TABLE "products" ADD CONSTRAINT "products_guarantee_years" CHECK ("guarantee_years" BETWEEN 0 AND 99) NOT VALID;
ALTER TABLE "products" VALIDATE CONSTRAINT "products_guarantee_years";
-- A name that was entered before brings its addresses along.
CREATE INDEX "products_manufacturer_idx" ON "products" ("manufacturer") WHERE "manufacturer" <> '';
CREATE INDEX "products_responsible_idx" ON "products" ("responsible") WHERE "responsible" <> '';

-- How much of it a variant holds, "750 ml", and of how much the price is said, "1 l": Directive 98/6/EC, Art. 3.
ALTER TABLE "variants" ADD COLUMN "content" TEXT;
ALTER TABLE "variants" ADD COLUMN "reference" TEXT;
ALTER TABLE "variants" ADD CONSTRAINT "variants_unit_price" CHECK (("content" IS NULL) = ("reference" IS NULL)) NOT VALID;
ALTER TABLE "variants" VALIDATE CONSTRAINT "variants_unit_price";
