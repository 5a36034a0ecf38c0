-- Whose share of the variant a hold counts as while it is held: a visitor's key, or all first visits together.
ALTER TABLE stock_holds ADD COLUMN counted_as text;
CREATE INDEX stock_holds_counted_as_idx ON stock_holds (counted_as, variant_id) WHERE counted_as IS NOT NULL;
-- For the holds that are open, of which there are few.
CREATE INDEX stock_holds_held_idx ON stock_holds (variant_id) WHERE state = 'held';
