-- Whom an open checkout counts for: a keyed hash of the shopper's address, forgotten within a day.
ALTER TABLE orders ADD COLUMN opened_by text;
CREATE INDEX orders_opened_by_idx ON orders (opened_by) WHERE opened_by IS NOT NULL;
