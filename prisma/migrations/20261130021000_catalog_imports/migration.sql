-- Files of products that an admin uploaded or the command read, what became of each of their products, and how an import is undone.
CREATE TABLE "catalog_imports" (
  "id" UUID NOT NULL DEFAULT uuidv7(),
  "file_name" TEXT NOT NULL,
  "bytes" INTEGER NOT NULL,
  "state" TEXT NOT NULL,
  "stock_rule" TEXT NOT NULL DEFAULT 'keep',
  "allows_removals" BOOLEAN NOT NULL DEFAULT false,
  "is_command" BOOLEAN NOT NULL DEFAULT false,
  "admin_id" TEXT,
  "admin_name" TEXT,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "began_at" TIMESTAMPTZ(3),
  "finished_at" TIMESTAMPTZ(3),
  "undone_at" TIMESTAMPTZ(3),
  "undone_by" TEXT,
  "claim" UUID,
  "claimed_until" TIMESTAMPTZ(3),
  "attempts" INTEGER NOT NULL DEFAULT 0,
  "done" INTEGER NOT NULL DEFAULT 0,
  "total" INTEGER NOT NULL DEFAULT 0,
  "fault" JSONB,
  CONSTRAINT "catalog_imports_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "catalog_imports_state" CHECK ("state" IN
    ('checking', 'checked', 'importing', 'done', 'undoing', 'undone', 'failed', 'discarded')),
  CONSTRAINT "catalog_imports_stock_rule" CHECK ("stock_rule" IN ('keep', 'set', 'add')),
  CONSTRAINT "catalog_imports_file_name" CHECK (char_length("file_name") BETWEEN 1 AND 255)
);
-- One import or undo runs at a time: each would change what the other has compared.
CREATE UNIQUE INDEX "catalog_imports_running" ON "catalog_imports" ((true)) WHERE "state" IN ('importing', 'undoing');
CREATE INDEX "catalog_imports_created_at_idx" ON "catalog_imports" ("created_at");

-- The uploaded file, in pieces: the process that imports it may have another disk than the one that received it.
CREATE TABLE "catalog_import_chunks" (
  "import_id" UUID NOT NULL,
  "position" INTEGER NOT NULL,
  "bytes" BYTEA NOT NULL,
  CONSTRAINT "catalog_import_chunks_pkey" PRIMARY KEY ("import_id", "position"),
  CONSTRAINT "catalog_import_chunks_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "catalog_imports" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- A product of the file: what the check found, what the import did, and what undoing it did.
CREATE TABLE "catalog_import_rows" (
  "import_id" UUID NOT NULL,
  "position" INTEGER NOT NULL,
  "line" INTEGER NOT NULL,
  "handle" TEXT NOT NULL,
  "title" TEXT NOT NULL DEFAULT '',
  "checked" TEXT,
  "outcome" TEXT,
  "undo" TEXT,
  "changes" JSONB NOT NULL DEFAULT '[]',
  "notes" JSONB NOT NULL DEFAULT '[]',
  "removals" TEXT[] NOT NULL DEFAULT '{}',
  "product_id" UUID,
  "version" INTEGER,
  "units" JSONB NOT NULL DEFAULT '{}',
  "places" JSONB,
  "collections" UUID[] NOT NULL DEFAULT '{}',
  CONSTRAINT "catalog_import_rows_pkey" PRIMARY KEY ("import_id", "position"),
  CONSTRAINT "catalog_import_rows_checked" CHECK ("checked" IN ('created', 'updated', 'unchanged', 'refused')),
  CONSTRAINT "catalog_import_rows_outcome" CHECK ("outcome" IN ('created', 'updated', 'unchanged', 'refused')),
  CONSTRAINT "catalog_import_rows_undo" CHECK ("undo" IN ('restored', 'removed', 'hidden', 'changed', 'sold', 'gone')),
  CONSTRAINT "catalog_import_rows_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "catalog_imports" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
