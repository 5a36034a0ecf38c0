-- Which browser placed an order: a keyed hash of its visitor cookie, forgotten within a day like opened_by.
ALTER TABLE orders ADD COLUMN visitor text;
CREATE INDEX orders_visitor_idx ON orders (visitor) WHERE visitor IS NOT NULL;
