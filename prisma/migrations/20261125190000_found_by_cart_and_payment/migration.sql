CREATE INDEX "orders_cart_key_idx" ON "orders"("cart_key");
CREATE INDEX "refunds_stripe_payment_intent_id_idx" ON "refunds"("stripe_payment_intent_id");
