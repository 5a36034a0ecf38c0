-- The history says when a document was issued.
ALTER TABLE "order_events" DROP CONSTRAINT "order_events_kind";
ALTER TABLE "order_events" ADD CONSTRAINT "order_events_kind" CHECK ("kind" IN (
  'checkout_started', 'rebuilt', 'payment_attempt_failed', 'payment_moved', 'revived', 'flagged', 'review_dismissed',
  'refund_requested', 'automatic_refund_requested', 'refund_refused', 'refund_changed', 'dispute_changed',
  'stock_allocated', 'stock_released', 'restocked', 'restock_undone', 'parcel_sent', 'sending_undone',
  'parcel_delivered', 'parcel_returned', 'tracking_corrected', 'return_requested', 'return_received',
  'return_reception_undone', 'return_refused', 'return_canceled', 'return_closed', 'address_corrected',
  'address_restored', 'webhook_event_retried', 'webhook_event_ignored', 'note', 'note_removed', 'discount_used',
  'discount_released', 'document_issued')) NOT VALID;
ALTER TABLE "order_events" VALIDATE CONSTRAINT "order_events_kind";
