-- Whether a person is written to about new orders: of each, or once a day. `since`: nothing of before that is told;
-- `day`: the last day of the shop's calendar that was told.
ALTER TABLE "admin_users"
  ADD COLUMN "order_mails" TEXT NOT NULL DEFAULT 'none' CHECK ("order_mails" IN ('none', 'each', 'daily')),
  ADD COLUMN "order_mails_since" TIMESTAMPTZ(3),
  ADD COLUMN "order_mails_day" DATE;
