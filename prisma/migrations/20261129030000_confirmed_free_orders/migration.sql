-- A free order that was not confirmed ends, and its cart may be ordered again.
DROP INDEX orders_one_free_per_cart;
CREATE UNIQUE INDEX orders_one_free_per_cart ON orders (cart_key) WHERE is_free AND payment_state = 'paid';
-- How many mails an address had in the last hour.
CREATE INDEX mails_recipient_idx ON mails (lower(recipient), created_at);
