-- What was refunded in a span of time; what was paid in it has "orders_paid_at".
CREATE INDEX "refunds_created_at" ON "refunds" ("created_at");
