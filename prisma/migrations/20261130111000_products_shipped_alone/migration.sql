-- Zones of the settings (decision 0036), by their ids: a product with any is sent to these alone.
ALTER TABLE "products"
  ADD COLUMN "ships_to" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
  ADD COLUMN "ships_alone" BOOLEAN NOT NULL DEFAULT false,
  ADD CONSTRAINT "products_ships_to" CHECK (cardinality("ships_to") <= 30);
