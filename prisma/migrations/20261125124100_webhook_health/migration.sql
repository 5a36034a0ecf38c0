-- Deliveries that no secret of ours had signed, counted by the day; nothing else of them is kept.
CREATE TABLE "webhook_refusals" (
    "day" DATE NOT NULL,
    "count" BIGINT NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "webhook_refusals_pkey" PRIMARY KEY ("day")
);

-- The desk's list of what was left alone or given up, which is rare among a million applied.
CREATE INDEX "stripe_events_not_applied" ON "stripe_events" ("state", "received_at" DESC, "id")
  WHERE "state" IN ('ignored', 'dead');

-- Which orders of today were paid without their event.
CREATE INDEX "orders_paid_at" ON "orders" ("paid_at") WHERE "paid_at" IS NOT NULL;
