-- A person who left keeps the row that the audit and orders name, and cannot sign in.
ALTER TABLE "admin_users" ADD COLUMN "disabled_at" TIMESTAMPTZ(3);
