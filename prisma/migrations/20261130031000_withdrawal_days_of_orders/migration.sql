-- What a shopper was promised holds when the shop gives fewer days later. Null: placed before it was kept.
ALTER TABLE "orders" ADD COLUMN "withdrawal_days" INTEGER;
ALTER TABLE "orders" ADD CONSTRAINT "orders_withdrawal_days" CHECK ("withdrawal_days" >= 14) NOT VALID;
ALTER TABLE "orders" VALIDATE CONSTRAINT "orders_withdrawal_days";
