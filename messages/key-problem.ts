import type { Messages, Translate } from "./messages.ts";

type Problem = {
  role: string;
  variable: string;
  isShared: boolean;
  operation: string | null;
  rows: string[];
  keyFault: keyof Messages["admin"]["keys"]["problem"]["fault"] | null;
};

/** What is wrong with a key and how to repair it. Names the dashboard's row, never the key. */
export function keyProblemMessage(t: Translate, problem: Problem): string {
  const { role, variable, isShared, operation, keyFault } = problem;
  if (operation === null) return t(`admin.keys.problem.fault.${keyFault ?? "unknown"}`, { variable });
  const [first = "", ...others] = problem.rows;
  const rows = others.reduce((rows, row) => t("admin.keys.problem.rows", { rows, row }), first);
  return isShared
    ? t("admin.keys.problem.lackingShared", { variable, operation, rows })
    : t("admin.keys.problem.lacking", { role, operation, rows });
}
