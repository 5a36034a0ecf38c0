-- What a product was after each save, and who or what saved it. Products of earlier versions have number 0: their first
-- change keeps what was there before as their first version.
ALTER TABLE "products" ADD COLUMN "version" INTEGER NOT NULL DEFAULT 0;
-- For search engines; empty: the title and the first sentences of the description.
ALTER TABLE "products" ADD COLUMN "seo_title" TEXT NOT NULL DEFAULT '';
ALTER TABLE "products" ADD COLUMN "seo_text" TEXT NOT NULL DEFAULT '';
CREATE TABLE "product_versions" (
  "product_id" UUID NOT NULL,
  "number" INTEGER NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "cause" TEXT NOT NULL,
  "admin_id" TEXT,
  "admin_name" TEXT,
  "import_id" UUID,
  "snapshot" JSONB NOT NULL,
  "changes" JSONB NOT NULL,
  CONSTRAINT "product_versions_pkey" PRIMARY KEY ("product_id", "number"),
  CONSTRAINT "product_versions_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "products" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "product_versions_cause" CHECK ("cause" IN ('before', 'edit', 'list', 'import', 'restore', 'schedule')),
  CONSTRAINT "product_versions_number" CHECK ("number" > 0)
);
CREATE INDEX "product_versions_import_id_idx" ON "product_versions" ("import_id");
-- Addresses that a product had, and that lead to the one it has.
CREATE TABLE "product_addresses" (
  "slug" TEXT NOT NULL,
  "product_id" UUID NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "product_addresses_pkey" PRIMARY KEY ("slug"),
  CONSTRAINT "product_addresses_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "products" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "product_addresses_product_id_idx" ON "product_addresses" ("product_id");
