-- A variant that is not counted can be bought however many are sold: files, made to order, tracked elsewhere.
ALTER TABLE "variants" ADD COLUMN "is_counted" BOOLEAN NOT NULL DEFAULT true;
-- Whether a hold's units were taken from the counted stock: what a variant is may change while an order is open.
ALTER TABLE "stock_holds" ADD COLUMN "is_counted" BOOLEAN NOT NULL DEFAULT true;
