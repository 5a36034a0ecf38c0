-- Words by which the shop sorts its customers, in lower case.
ALTER TABLE "customers" ADD COLUMN "tags" TEXT[] NOT NULL DEFAULT '{}';
ALTER TABLE "customers" ADD CONSTRAINT "customers_tags" CHECK (cardinality("tags") <= 20) NOT VALID;
ALTER TABLE "customers" VALIDATE CONSTRAINT "customers_tags";
CREATE INDEX "customers_tags_idx" ON "customers" USING GIN ("tags");
