-- How many checkouts were asked for and admitted in a minute, by all visitors of all processes.
CREATE TABLE checkout_minutes (
  minute timestamptz(3) PRIMARY KEY,
  asked integer NOT NULL DEFAULT 0 CHECK (asked >= 0),
  admitted integer NOT NULL DEFAULT 0 CHECK (admitted >= 0),
  -- Admitted without a proof of work, after waiting for it.
  waited integer NOT NULL DEFAULT 0 CHECK (waited >= 0)
);

-- Challenges whose proof was used: each opens one checkout.
CREATE TABLE spent_proofs (
  challenge text PRIMARY KEY,
  expires_at timestamptz(3) NOT NULL
);

-- Declined attempts of the last hour.
CREATE INDEX stripe_events_declined_idx ON stripe_events (received_at)
 WHERE type = 'payment_intent.payment_failed';
