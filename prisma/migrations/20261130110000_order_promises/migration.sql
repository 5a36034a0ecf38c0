-- When the shopper was told that it arrives, or is ready to be picked up and where; what was promised stays.
ALTER TABLE "orders"
  ADD COLUMN "promised_from" DATE,
  ADD COLUMN "promised_to" DATE,
  ADD COLUMN "pickup" TEXT,
  ADD CONSTRAINT "orders_promised_whole" CHECK (("promised_from" IS NULL) = ("promised_to" IS NULL)),
  ADD CONSTRAINT "orders_promised_days" CHECK ("promised_from" <= "promised_to"),
  ADD CONSTRAINT "orders_pickup_promised" CHECK ("pickup" IS NULL OR "promised_from" IS NOT NULL);
