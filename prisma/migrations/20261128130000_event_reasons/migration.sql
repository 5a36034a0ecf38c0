-- Why an event waits, was ignored or was given up: a code that the shop decides by, and details for people. Until now
-- both were one sentence; every wording that a version has written is carried over.
CREATE TYPE "EventReason" AS ENUM (
  'unused_type', 'other_mode', 'other_app', 'unreadable', 'unknown_order', 'waits_for_key', 'waits_for_stripe', 'failed'
);
ALTER TABLE "stripe_events" ADD COLUMN "reason_code" "EventReason", ADD COLUMN "reason_detail" JSONB;

WITH told AS (
  -- "left alone by NAME: …" stood before the reason for which the event had been given up.
  SELECT id, (regexp_match(reason, '^left alone by (.*?): '))[1] AS dismissed_by,
         regexp_replace(reason, '^left alone by .*?: ', '') AS why
    FROM "stripe_events" WHERE reason IS NOT NULL
), read AS (
  SELECT id, dismissed_by,
         CASE WHEN why = 'type' THEN 'unused_type'
              WHEN why = 'mode' THEN 'other_mode'
              WHEN why = 'foreign' THEN 'other_app'
              WHEN why = 'shape' THEN 'unreadable'
              WHEN why = 'unknown order' THEN 'unknown_order'
              WHEN starts_with(why, 'waits for a key: ') THEN 'waits_for_key'
              WHEN starts_with(why, 'waits for Stripe: ') THEN 'waits_for_stripe'
              ELSE 'failed' END AS code,
         CASE WHEN why NOT IN ('type', 'mode', 'foreign', 'shape', 'unknown order')
              THEN regexp_replace(why, '^waits for (a key|Stripe): ', '') END AS message
    FROM told
)
UPDATE "stripe_events" e
   SET "reason_code" = r.code::"EventReason",
       "reason_detail" = nullif(jsonb_strip_nulls(jsonb_build_object('message', r.message, 'dismissedBy', r.dismissed_by)), '{}')
  FROM read r WHERE e.id = r.id;

ALTER TABLE "stripe_events" DROP COLUMN "reason",
  ADD CONSTRAINT "stripe_events_reason" CHECK ("reason_detail" IS NULL OR "reason_code" IS NOT NULL);
