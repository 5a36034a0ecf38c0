-- Which shop this database belongs to. Until now payments were told by a name made from APP_SECRET: with another
-- secret on the same database they were another shop's.
CREATE TABLE shop_identity (
  is_only BOOLEAN PRIMARY KEY DEFAULT true CHECK (is_only),
  shop_id TEXT NOT NULL CHECK (shop_id ~ '^[0-9a-f]{16}$'),
  secret_fingerprint TEXT NOT NULL,
  created_at TIMESTAMPTZ(3) NOT NULL DEFAULT now()
);
