-- How long the shop keeps what of its shoppers. A rule without days deletes nothing. Nothing is deleted before the first night.
CREATE TABLE "retention_rules" (
    "rule" TEXT NOT NULL,
    "days" INTEGER,
    "changed_at" TIMESTAMPTZ(3),
    "changed_by" TEXT,
    "done" INTEGER NOT NULL DEFAULT 0,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "retention_rules_pkey" PRIMARY KEY ("rule"),
    CONSTRAINT "retention_rules_rule" CHECK ("rule" IN ('unpaid_orders', 'event_payloads', 'mail_texts', 'finished_orders')),
    CONSTRAINT "retention_rules_days" CHECK ("days" BETWEEN 7 AND 36500)
);
INSERT INTO "retention_rules" ("rule", "days") VALUES
  ('unpaid_orders', 30), ('event_payloads', 90), ('mail_texts', 365), ('finished_orders', NULL);
