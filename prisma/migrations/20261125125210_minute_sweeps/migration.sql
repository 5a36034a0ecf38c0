-- The minute's sweep of the orders that wait is kept when it mended something. A kind of its own: it looks at no list.
ALTER TABLE "reconcile_runs" DROP CONSTRAINT "reconcile_runs_kind";
ALTER TABLE "reconcile_runs"
  ADD CONSTRAINT "reconcile_runs_kind" CHECK ("kind" IN ('sweep', 'orders', 'comparison'));
