-- Rounded to milliseconds, a claim that ends now may end half a millisecond from now: whoever looks at once misses it.
ALTER TABLE "stripe_events" ALTER COLUMN "claimed_until" TYPE TIMESTAMPTZ(6);
