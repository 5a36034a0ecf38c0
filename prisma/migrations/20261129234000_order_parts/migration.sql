-- The list of orders can be narrowed to a shipping option, to a product, and to what was sent.
CREATE INDEX "order_adjustments_shipping" ON "order_adjustments" ("code", "order_id") WHERE "kind" = 'shipping';
CREATE INDEX "order_lines_variant" ON "order_lines" ("variant_id", "order_id");
CREATE INDEX "orders_sent" ON "orders" ("placed_at" DESC, "id" DESC) WHERE "fulfillment_state" = 'fulfilled';
