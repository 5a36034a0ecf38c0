-- The words of docs/glossary.md for tables, columns and values. Rows keep their meaning; what is derived from an
-- old word (a request id, the kind of a mail) is renamed with it, so that nothing is asked for or mailed twice.
ALTER TABLE "orders" RENAME COLUMN "settle_version" TO "reconcile_version";
ALTER TABLE "orders" RENAME COLUMN "settled_at" TO "reconciled_at";

ALTER TYPE "RefundPolicy" RENAME VALUE 'second_payment' TO 'duplicate_payment';
ALTER TYPE "RefundPolicy" RENAME TO "AutomaticRefund";
ALTER TABLE "refunds" RENAME COLUMN "policy" TO "automatic_reason";
ALTER TABLE "refunds" RENAME COLUMN "of_second_payment" TO "of_duplicate_payment";
ALTER TABLE "refunds" RENAME CONSTRAINT "refunds_second_payment" TO "refunds_duplicate_payment";
UPDATE "refunds" SET "request_id" = 'duplicate_payment' || substr("request_id", length('second_payment') + 1)
 WHERE "request_id" LIKE 'second\_payment:%';
UPDATE "orders" SET "conflict" = 'duplicate_payment' WHERE "conflict" = 'second_payment';
UPDATE "mails" SET "kind" = 'duplicate_payment' || substr("kind", length('second_payment') + 1)
 WHERE "kind" LIKE 'second\_payment%';
UPDATE "order_effects" SET "effect" = replace("effect", 'second_payment', 'duplicate_payment')
 WHERE "effect" LIKE '%second\_payment%';

CREATE OR REPLACE FUNCTION "refuse_refund_beyond_payment"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  taken BIGINT;
  code CHAR(3);
  refunded NUMERIC;
BEGIN
  SELECT captured_minor, currency INTO taken, code FROM orders WHERE id = NEW.order_id FOR UPDATE;
  SELECT coalesce(sum(amount_minor), 0) INTO refunded FROM refunds
   WHERE order_id = NEW.order_id AND NOT of_duplicate_payment AND state IN ('requested', 'pending', 'succeeded');
  IF NEW.currency <> code OR refunded > taken THEN
    RAISE EXCEPTION 'refunds of % % would exceed the captured % %', refunded, NEW.currency, taken, code
      USING ERRCODE = 'check_violation', CONSTRAINT = 'refunds_within_payment', TABLE = 'refunds';
  END IF;
  RETURN NULL;
END $$;

ALTER TABLE "closed_functions" RENAME TO "disabled_calls";
ALTER TABLE "disabled_calls" RENAME CONSTRAINT "closed_functions_pkey" TO "disabled_calls_pkey";
ALTER TABLE "disabled_calls" RENAME COLUMN "closed_at" TO "disabled_at";
ALTER TABLE "disabled_calls" RENAME COLUMN "reopened_at" TO "enabled_at";

ALTER TABLE "reconcile_runs" DROP CONSTRAINT "reconcile_runs_kind";
UPDATE "reconcile_runs" SET "kind" = 'check' WHERE "kind" = 'comparison';
ALTER TABLE "reconcile_runs"
  ADD CONSTRAINT "reconcile_runs_kind" CHECK ("kind" IN ('sweep', 'orders', 'check'));
ALTER TABLE "reconcile_runs" RENAME COLUMN "mended" TO "repaired";
ALTER TABLE "reconcile_differences" RENAME COLUMN "mended_at" TO "repaired_at";
ALTER TABLE "reconcile_differences" RENAME COLUMN "mended_by" TO "repaired_by";
UPDATE "reconcile_differences" SET "evidence" = "evidence" - 'books' || jsonb_build_object('records', "evidence" -> 'books')
 WHERE "evidence" ? 'books';

UPDATE "reconcile_differences" SET "repair" = jsonb_set("repair", '{kind}', '"reconcile_order"')
 WHERE "repair" ->> 'kind' = 'settle_order';
-- A run that was cut off by the update begins again instead of reading a checkpoint with the old words.
UPDATE "reconcile_runs" SET "state" = 'failed', "finished_at" = now(), "error" = 'cut off by an update'
 WHERE "state" = 'running';

-- Mails that wait in the queue under the old name of their kind.
DO $$
BEGIN
  IF to_regclass('pgboss.job') IS NOT NULL THEN
    UPDATE pgboss.job SET data = jsonb_set(data, '{kind}', '"duplicate_payment"')
     WHERE name = 'send-order-mail' AND data ->> 'kind' = 'second_payment' AND state IN ('created', 'retry', 'active');
  END IF;
END $$;
