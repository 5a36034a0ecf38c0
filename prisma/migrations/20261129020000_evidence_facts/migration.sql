-- What a run could not look at and why it failed are facts: a code with values, read by domain/reconciliation/fact.ts.
-- Sentences of earlier versions are carried over as the fact "text". The old columns "gaps" and "error" are written no
-- more; a later version drops them. The sentences in "evidence" of reconcile_differences stay: they are read as "text".
ALTER TABLE "reconcile_runs" ADD COLUMN "gap_facts" JSONB NOT NULL DEFAULT '[]', ADD COLUMN "error_fact" JSONB;

UPDATE "reconcile_runs"
   SET "gap_facts" = (SELECT coalesce(jsonb_agg(jsonb_build_object('code', 'text', 'text', gap) ORDER BY at), '[]')
                        FROM unnest("gaps") WITH ORDINALITY AS told (gap, at)),
       "error_fact" = CASE WHEN "error" IS NOT NULL THEN jsonb_build_object('code', 'text', 'text', "error") END
 WHERE "gaps" <> '{}' OR "error" IS NOT NULL;
