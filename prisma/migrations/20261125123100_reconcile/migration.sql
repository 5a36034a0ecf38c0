-- CreateTable
CREATE TABLE "reconcile_runs" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'running',
    "asked_by" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "beat_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),
    "progress" JSONB,
    "checkpoint" JSONB,
    "seen" BYTEA,
    "checked" JSONB,
    "requests" INTEGER NOT NULL DEFAULT 0,
    "found" INTEGER NOT NULL DEFAULT 0,
    "mended" INTEGER NOT NULL DEFAULT 0,
    "gaps" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "error" TEXT,

    CONSTRAINT "reconcile_runs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reconcile_differences" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "run_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "order_id" UUID,
    "evidence" JSONB NOT NULL,
    "repair" JSONB,
    "mended_at" TIMESTAMPTZ(3),
    "mended_by" TEXT,

    CONSTRAINT "reconcile_differences_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reconcile_cursors" (
    "list" TEXT NOT NULL,
    "place" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "reconcile_cursors_pkey" PRIMARY KEY ("list")
);

-- CreateIndex
CREATE INDEX "reconcile_runs_kind_id_idx" ON "reconcile_runs"("kind", "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "reconcile_differences_run_id_kind_subject_key" ON "reconcile_differences"("run_id", "kind", "subject");

-- AddForeignKey
ALTER TABLE "reconcile_differences" ADD CONSTRAINT "reconcile_differences_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "reconcile_runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- ------------------------------------------------------------------------------------------------
-- What Prisma's schema cannot say.

ALTER TABLE "reconcile_runs"
  ADD CONSTRAINT "reconcile_runs_kind" CHECK ("kind" IN ('sweep', 'comparison')),
  ADD CONSTRAINT "reconcile_runs_state" CHECK ("state" IN ('running', 'done', 'failed'));

-- One run of a kind at a time, whoever asks for it.
CREATE UNIQUE INDEX "reconcile_one_running" ON "reconcile_runs" ("kind") WHERE "state" = 'running';

-- What is held at this moment, for the comparison with what is reserved: small whatever the table's size.
CREATE INDEX "stock_holds_held" ON "stock_holds" ("variant_id") WHERE "state" = 'held';
