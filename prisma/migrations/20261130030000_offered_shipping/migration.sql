-- What the payment page of an order offers, as the shop had it set when the order was placed: asking Stripe again asks for the same.
ALTER TABLE "orders" ADD COLUMN "offered_shipping" JSONB;
