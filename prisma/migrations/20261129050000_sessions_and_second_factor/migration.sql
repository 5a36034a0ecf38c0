-- When a session was last used (idle ones end), and when its person last proved who they are (for what moves money).
ALTER TABLE "admin_sessions"
  ADD COLUMN "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  ADD COLUMN "confirmed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

ALTER TABLE "admin_users"
  ADD COLUMN "two_factor_enabled" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "last_seen_at" TIMESTAMPTZ(3);

-- better-auth's twoFactor, and the last step whose code was used: a code is accepted once.
CREATE TABLE "admin_two_factors" (
  "id" TEXT NOT NULL,
  "user_id" TEXT NOT NULL,
  "secret" TEXT NOT NULL,
  "backup_codes" TEXT NOT NULL,
  "verified" BOOLEAN NOT NULL DEFAULT true,
  "failed_verification_count" INTEGER NOT NULL DEFAULT 0,
  "locked_until" TIMESTAMPTZ(3),
  "last_step" BIGINT,
  CONSTRAINT "admin_two_factors_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "admin_two_factors_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "admin_users" ("id")
    ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "admin_two_factors_user_id_key" ON "admin_two_factors" ("user_id");
