-- Filters of the list of orders that a person gave a name, and the columns that they want to see there.
CREATE TABLE "saved_views" (
  "id" UUID NOT NULL DEFAULT uuidv7(),
  "user_id" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "filter" JSONB NOT NULL,
  CONSTRAINT "saved_views_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "saved_views_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "admin_users" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "saved_views_name" CHECK (char_length("name") BETWEEN 1 AND 40),
  CONSTRAINT "saved_views_filter" CHECK (jsonb_typeof("filter") = 'object')
);
CREATE UNIQUE INDEX "saved_views_user_id_name_key" ON "saved_views" ("user_id", "name");
ALTER TABLE "admin_users" ADD COLUMN "order_columns" TEXT[] NOT NULL DEFAULT '{}';
