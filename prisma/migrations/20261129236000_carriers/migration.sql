-- Carriers that the shop added to those it knows (domain/fulfillment/carriers.ts).
CREATE TABLE "carriers" (
  "id" UUID NOT NULL DEFAULT uuidv7(),
  "name" TEXT NOT NULL,
  "link" TEXT NOT NULL,
  "form" TEXT,
  "archived_at" TIMESTAMPTZ(3),
  CONSTRAINT "carriers_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "carriers_name" CHECK (char_length("name") BETWEEN 1 AND 40),
  CONSTRAINT "carriers_link" CHECK ("link" LIKE 'https://%{number}%' AND char_length("link") <= 300),
  CONSTRAINT "carriers_form" CHECK ("form" ~ '^[A-Z0-9#@]{4,40}$')
);
CREATE UNIQUE INDEX "carriers_name_key" ON "carriers" (lower("name"));
