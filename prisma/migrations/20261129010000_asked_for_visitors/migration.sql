-- When Stripe was last asked about an order because a visitor opened its return link, or its checkout page: each at
-- most once in ten seconds. The checkout page meanwhile shows the session's client secret, which is kept encrypted.
ALTER TABLE "orders" ADD COLUMN "return_asked_at" TIMESTAMPTZ(3), ADD COLUMN "checkout_asked_at" TIMESTAMPTZ(3),
  ADD COLUMN "client_secret" TEXT;
