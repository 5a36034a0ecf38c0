-- The history of an order holds facts (kind, states, data) in place of finished English sentences. Every sentence
-- that a version ever wrote is read here for the last time; a line that is none of them is kept as a note.
CREATE TABLE "order_events" (
  "id" BIGSERIAL NOT NULL,
  "order_id" UUID NOT NULL,
  "kind" TEXT NOT NULL,
  "from_state" "PaymentState",
  "to_state" "PaymentState",
  "data" JSONB NOT NULL DEFAULT '{}',
  "actor_kind" TEXT NOT NULL,
  "actor_ref" TEXT,
  "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "order_events_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "order_events_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "order_events_kind" CHECK ("kind" IN (
    'checkout_started', 'payment_moved', 'revived', 'flagged', 'review_dismissed', 'refund_requested',
    'automatic_refund_requested', 'refund_refused', 'refund_changed', 'dispute_changed', 'stock_allocated',
    'stock_released', 'restocked', 'webhook_event_retried', 'webhook_event_ignored', 'note')),
  CONSTRAINT "order_events_actor" CHECK ("actor_kind" IN ('shopper', 'event', 'return_page', 'sweep', 'admin')),
  -- A move names both states, and nothing else names one.
  CONSTRAINT "order_events_move" CHECK (
    ("kind" = 'payment_moved') = ("to_state" IS NOT NULL) AND ("from_state" IS NULL) = ("to_state" IS NULL))
);

-- The kinds of the sentences that name a code with spaces for underscores.
CREATE FUNCTION pg_temp.code_of(words TEXT) RETURNS TEXT LANGUAGE sql IMMUTABLE AS $$ SELECT replace(words, ' ', '_') $$;

WITH read AS (
  SELECT t.*,
         regexp_match(what, '^Payment ([a-z ]+) → ([a-z ]+?)(?:: (the payment page was never opened|it costs nothing))?$') AS move,
         regexp_match(what, '^Needs attention: (.+)$') AS flagged,
         regexp_match(what, '^Dealt with by hand: (.+)$') AS dismissed,
         regexp_match(what, '^Paid a second time by (\S+): that payment is given back in full$') AS paid_twice,
         regexp_match(what, '^No stock was found within (\d+) hours: the money is given back in full$') AS no_stock,
         regexp_match(what, '^Refund (of the (?:second|duplicate) payment )?(\S+) is (requested|pending|succeeded|failed|canceled)$') AS refund,
         regexp_match(what, '^Dispute (\S+) is ([a-z ]+)$') AS dispute,
         regexp_match(what, '^Webhook (\S+) \((\S+)\) (tried again|left alone)$') AS webhook
    FROM "timeline_entries" t
), facts AS (
  SELECT r.*,
         CASE
           WHEN what = 'Checkout started; stock reserved' THEN 'checkout_started'
           -- A word that is no state, in a line that only looks like a move, stays a note.
           WHEN move IS NOT NULL AND pg_temp.code_of(move[1]) = ANY (enum_range(NULL::"PaymentState")::text[])
                AND pg_temp.code_of(move[2]) = ANY (enum_range(NULL::"PaymentState")::text[]) THEN 'payment_moved'
           WHEN what = 'Canceled: Stripe refused to open a payment page' THEN 'payment_moved'
           WHEN what = 'Revived: the money came late, and the stock was still there' THEN 'revived'
           WHEN flagged IS NOT NULL THEN 'flagged'
           WHEN dismissed IS NOT NULL THEN 'review_dismissed'
           WHEN what = 'Refund requested' THEN 'refund_requested'
           WHEN paid_twice IS NOT NULL OR no_stock IS NOT NULL
                OR what = 'The money came after the order had ended, and the stock is gone: it is given back in full'
             THEN 'automatic_refund_requested'
           WHEN what = 'Stripe refused the refund; no money moved' THEN 'refund_refused'
           WHEN refund IS NOT NULL THEN 'refund_changed'
           WHEN dispute IS NOT NULL THEN 'dispute_changed'
           WHEN what = 'Stock was found and taken for this order' THEN 'stock_allocated'
           WHEN what = 'Units that were still held were given back' THEN 'stock_released'
           WHEN what = 'Put back into stock' THEN 'restocked'
           WHEN webhook[3] = 'tried again' THEN 'webhook_event_retried'
           WHEN webhook[3] = 'left alone' THEN 'webhook_event_ignored'
           ELSE 'note'
         END AS kind
    FROM read r
)
INSERT INTO "order_events" ("id", "order_id", "kind", "from_state", "to_state", "data", "actor_kind", "actor_ref", "at")
SELECT f.id, f.order_id, f.kind,
       CASE WHEN f.kind = 'payment_moved' THEN coalesce(pg_temp.code_of(f.move[1]), 'awaiting_payment')::"PaymentState" END,
       CASE WHEN f.kind = 'payment_moved' THEN coalesce(pg_temp.code_of(f.move[2]), 'canceled')::"PaymentState" END,
       jsonb_strip_nulls(CASE f.kind
         WHEN 'payment_moved' THEN jsonb_build_object('reason', CASE
           WHEN f.move IS NULL THEN 'page_refused'
           WHEN f.move[3] = 'it costs nothing' THEN 'free'
           WHEN f.move[3] IS NOT NULL THEN 'page_never_opened' END)
         WHEN 'flagged' THEN jsonb_build_object('reason', CASE f.flagged[1]
           WHEN 'paid, but the stock is gone' THEN 'paid_without_stock'
           WHEN 'a refund failed, and the money did not reach the customer' THEN 'refund_failed'
           ELSE pg_temp.code_of(f.flagged[1]) END)
         WHEN 'review_dismissed' THEN jsonb_build_object('reason', pg_temp.code_of(f.dismissed[1]))
         WHEN 'refund_requested' THEN jsonb_build_object('amountMinor', asked.amount_minor::text, 'currency', asked.currency)
         WHEN 'automatic_refund_requested' THEN jsonb_build_object(
           'reason', CASE WHEN f.paid_twice IS NOT NULL THEN 'duplicate_payment'
                          WHEN f.no_stock IS NOT NULL THEN 'no_stock' ELSE 'late_payment' END,
           'amountMinor', automatic.amount_minor::text, 'currency', automatic.currency,
           'stripePaymentIntentId', coalesce(f.paid_twice[1], automatic.stripe_payment_intent_id),
           'hours', f.no_stock[1]::int)
         WHEN 'refund_changed' THEN jsonb_build_object(
           'stripeRefundId', f.refund[2], 'state', f.refund[3], 'ofDuplicatePayment', f.refund[1] IS NOT NULL,
           'amountMinor', made.amount_minor::text, 'currency', made.currency)
         WHEN 'dispute_changed' THEN jsonb_build_object(
           'stripeDisputeId', f.dispute[1], 'state', pg_temp.code_of(f.dispute[2]),
           'amountMinor', disputed.amount_minor::text, 'currency', disputed.currency)
         WHEN 'webhook_event_retried' THEN jsonb_build_object('type', f.webhook[1], 'eventId', f.webhook[2])
         WHEN 'webhook_event_ignored' THEN jsonb_build_object('type', f.webhook[1], 'eventId', f.webhook[2])
         WHEN 'note' THEN jsonb_build_object('text', f.what)
         ELSE '{}' END),
       f.cause, f.cause_ref, f.at
  FROM facts f
  -- The row of a request was written in the same transaction as its line, so that both have its time.
  LEFT JOIN LATERAL (SELECT amount_minor, currency FROM "refunds" r
                      WHERE f.kind = 'refund_requested' AND r.order_id = f.order_id AND r.created_at = f.at
                        AND r.requested_by = f.cause_ref ORDER BY r.id LIMIT 1) asked ON true
  LEFT JOIN LATERAL (SELECT amount_minor, currency, stripe_payment_intent_id FROM "refunds" r
                      WHERE f.kind = 'automatic_refund_requested' AND r.order_id = f.order_id AND r.created_at = f.at
                        AND r.automatic_reason IS NOT NULL ORDER BY r.id LIMIT 1) automatic ON true
  LEFT JOIN "refunds" made ON made.stripe_refund_id = f.refund[2]
  LEFT JOIN "disputes" disputed ON disputed.stripe_dispute_id = f.dispute[1];

SELECT setval('"order_events_id_seq"', greatest((SELECT max("id") FROM "order_events"), 1),
              EXISTS (SELECT 1 FROM "order_events"));
CREATE INDEX "order_events_order_id_id_idx" ON "order_events" ("order_id", "id");

-- Contracted at once: a version that writes the old table cannot run on the renamed columns of "orders" anyway.
DO $$
BEGIN
  IF (SELECT count(*) FROM "order_events") <> (SELECT count(*) FROM "timeline_entries") THEN
    RAISE EXCEPTION 'not every line of timeline_entries became an order event';
  END IF;
END $$;
DROP TABLE "timeline_entries";
