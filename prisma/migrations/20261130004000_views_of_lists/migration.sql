-- Views of the list of products as well: a name is there once in each list.
ALTER TABLE "saved_views" ADD COLUMN "list" TEXT NOT NULL DEFAULT 'orders';
ALTER TABLE "saved_views" ADD CONSTRAINT "saved_views_list" CHECK ("list" IN ('orders', 'products'));
CREATE UNIQUE INDEX "saved_views_user_id_list_name_key" ON "saved_views" ("user_id", "list", "name");
DROP INDEX "saved_views_user_id_name_key";
-- The list of products in its two usual orders, and what it looks for.
CREATE INDEX "products_by_title" ON "products" ("search_fold"("title"), "id");
CREATE INDEX "products_by_age" ON "products" ("created_at", "id");
CREATE INDEX "products_without_description" ON "products" ("id") WHERE "description" = '';
