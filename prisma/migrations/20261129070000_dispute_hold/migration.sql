-- What an order's disputes mean for it (domain/orders/disputes.ts), next to what it is listed by.
CREATE TYPE "DisputeHold" AS ENUM ('inquiry', 'open', 'lost');
ALTER TABLE "orders" ADD COLUMN "dispute_hold" "DisputeHold";
UPDATE "orders" o SET "dispute_hold" = d.hold
  FROM (SELECT "order_id", max(CASE WHEN "state" = 'lost' THEN 'lost'
                                    WHEN "state" IN ('warning_needs_response', 'warning_under_review') THEN 'inquiry'
                                    ELSE 'open' END::"DisputeHold") AS hold
          FROM "disputes" WHERE "state" NOT IN ('won', 'warning_closed', 'prevented') GROUP BY "order_id") d
 WHERE o."id" = d."order_id";
UPDATE "orders" SET "conflict" = 'dispute_' || "dispute_hold", "conflict_at" = now()
 WHERE "dispute_hold" IS NOT NULL AND ("conflict" IS NULL OR "conflict" = 'refund_failed');

-- Whether anything of the order is to be sent. A version that does not know the column places orders that are.
ALTER TABLE "orders" ADD COLUMN "requires_shipping" BOOLEAN NOT NULL DEFAULT true;
UPDATE "orders" o SET "requires_shipping" = false
 WHERE EXISTS (SELECT 1 FROM "order_lines" l WHERE l."order_id" = o."id")
   AND NOT EXISTS (SELECT 1 FROM "order_lines" l LEFT JOIN "variants" v ON v."id" = l."variant_id"
                    WHERE l."order_id" = o."id" AND coalesce(v."requires_shipping", true));

-- Orders to be sent, in the order of the list: the condition is TO_SEND of server/orders/admin/find-order-rows.ts.
CREATE INDEX "orders_to_send" ON "orders" ("placed_at" DESC, "id" DESC)
 WHERE "payment_state" IN ('paid', 'partially_refunded')
   AND "fulfillment_state" IN ('unfulfilled', 'partially_fulfilled')
   AND "requires_shipping" AND "dispute_hold" IS NULL AND "conflict" IS NULL;
-- The list has no filter by it: only one of its states can occur.
DROP INDEX "orders_fulfillment_state_placed_at_id_idx";
