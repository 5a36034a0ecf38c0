-- CreateTable
CREATE TABLE "closed_functions" (
    "role" TEXT NOT NULL,
    "call" TEXT NOT NULL,
    "permissions" TEXT[],
    "key_fault" TEXT,
    "edit_link" TEXT,
    "closed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "retry_at" TIMESTAMPTZ(3) NOT NULL,
    "reopened_at" TIMESTAMPTZ(3),

    CONSTRAINT "closed_functions_pkey" PRIMARY KEY ("role","call")
);
