-- What the merchant writes: content pages, the menus and the home page. Each is a row of versions: the newest is the
-- draft, and one of them may be what the shop shows.
CREATE TABLE "contents" (
  "id" UUID NOT NULL DEFAULT uuidv7(),
  "kind" TEXT NOT NULL,
  "slug" TEXT,
  "position" INTEGER NOT NULL DEFAULT 0,
  "version" INTEGER NOT NULL DEFAULT 1,
  "published_version" INTEGER,
  "deleted_at" TIMESTAMPTZ(3),
  CONSTRAINT "contents_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "contents_kind" CHECK ("kind" IN ('imprint', 'privacy', 'terms', 'returns', 'shipping', 'contact',
    'accessibility', 'other', 'header', 'footer', 'home')),
  -- A page has an address; the parts of every page have none, and are there once.
  CONSTRAINT "contents_slug" CHECK (("kind" IN ('header', 'footer', 'home')) = ("slug" IS NULL)),
  CONSTRAINT "contents_slug_form" CHECK ("slug" ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND char_length("slug") <= 80),
  CONSTRAINT "contents_published" CHECK ("published_version" BETWEEN 1 AND "version")
);
-- A page that was deleted, and may come back, leaves its address free.
CREATE UNIQUE INDEX "contents_slug_key" ON "contents" ("slug") WHERE "deleted_at" IS NULL;
CREATE UNIQUE INDEX "contents_part_key" ON "contents" ("kind") WHERE "kind" IN ('header', 'footer', 'home');

CREATE TABLE "content_versions" (
  "content_id" UUID NOT NULL,
  "number" INTEGER NOT NULL,
  "content" JSONB NOT NULL,
  "saved_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "saved_by" TEXT NOT NULL,
  CONSTRAINT "content_versions_pkey" PRIMARY KEY ("content_id", "number"),
  CONSTRAINT "content_versions_content_id_fkey" FOREIGN KEY ("content_id") REFERENCES "contents"("id")
    ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "content_versions_size" CHECK (octet_length("content"::text) <= 400000)
);

-- Addresses that a page had before: they lead to where it is now.
CREATE TABLE "content_addresses" (
  "slug" TEXT NOT NULL,
  "content_id" UUID NOT NULL,
  CONSTRAINT "content_addresses_pkey" PRIMARY KEY ("slug"),
  CONSTRAINT "content_addresses_content_id_fkey" FOREIGN KEY ("content_id") REFERENCES "contents"("id")
    ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "content_addresses_content_id_idx" ON "content_addresses" ("content_id");
