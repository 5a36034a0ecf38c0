-- An order that was made from what Stripe has, after the records were lost, says so in its history.
ALTER TABLE "order_events" DROP CONSTRAINT "order_events_kind";
ALTER TABLE "order_events" ADD CONSTRAINT "order_events_kind" CHECK ("kind" IN (
  'checkout_started', 'rebuilt', 'payment_attempt_failed', 'payment_moved', 'revived', 'flagged', 'review_dismissed',
  'refund_requested', 'automatic_refund_requested', 'refund_refused', 'refund_changed', 'dispute_changed', 'stock_allocated',
  'stock_released', 'restocked', 'webhook_event_retried', 'webhook_event_ignored', 'note')) NOT VALID;
ALTER TABLE "order_events" VALIDATE CONSTRAINT "order_events_kind";
