-- A difference that settling cannot mend is news in one sweep, and known in those after it.
ALTER TABLE reconcile_runs ADD COLUMN known integer NOT NULL DEFAULT 0;
