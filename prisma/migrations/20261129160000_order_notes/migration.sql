-- A note on an order is a line of its history; one that its writer takes back is a second line, and the first one stays.
ALTER TABLE "order_events" DROP CONSTRAINT "order_events_kind";
ALTER TABLE "order_events" ADD CONSTRAINT "order_events_kind" CHECK ("kind" IN (
  'checkout_started', 'rebuilt', 'payment_attempt_failed', 'payment_moved', 'revived', 'flagged', 'review_dismissed',
  'refund_requested', 'automatic_refund_requested', 'refund_refused', 'refund_changed', 'dispute_changed', 'stock_allocated',
  'stock_released', 'restocked', 'restock_undone', 'parcel_sent', 'sending_undone', 'parcel_delivered', 'parcel_returned',
  'tracking_corrected', 'webhook_event_retried', 'webhook_event_ignored', 'note', 'note_removed')) NOT VALID;
ALTER TABLE "order_events" VALIDATE CONSTRAINT "order_events_kind";
