-- The list of orders can be narrowed to a country and to amounts; by itself it is in the order of its index on placed_at.
CREATE INDEX "orders_country" ON "orders" (("shipping_address"->>'country'), "placed_at" DESC, "id" DESC);
CREATE INDEX "orders_total" ON "orders" ("total_minor");
