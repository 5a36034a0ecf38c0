-- How an order was paid, not only by which card: Stripe's type, and the end of an account's number.
ALTER TABLE "orders" ADD COLUMN "payment_method" TEXT, ADD COLUMN "account_last4" TEXT;
UPDATE "orders" SET "payment_method" = 'card' WHERE "card_brand" IS NOT NULL;
