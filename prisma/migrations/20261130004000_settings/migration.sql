-- What the merchant sets, one row a subject, and each of its states. Until a subject is saved the environment holds.
CREATE TABLE "settings" (
    "subject" TEXT NOT NULL,
    "version" INTEGER NOT NULL CHECK ("version" > 0),
    "value" JSONB NOT NULL CHECK (jsonb_typeof("value") = 'object'),
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "changed_by" TEXT NOT NULL,

    CONSTRAINT "settings_pkey" PRIMARY KEY ("subject")
);

CREATE TABLE "setting_versions" (
    "subject" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "value" JSONB NOT NULL CHECK (jsonb_typeof("value") = 'object'),
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "changed_by" TEXT NOT NULL,
    "restored_from" INTEGER,

    CONSTRAINT "setting_versions_pkey" PRIMARY KEY ("subject", "version")
);
