import type { KeyProblem } from "../domain/stripe-keys/key-problem.ts";
import type { Translate } from "./messages.ts";

/** What is wrong with a key and how to repair it. Names the dashboard's row, never the key. */
export function keyProblemMessage(t: Translate, problem: KeyProblem): string {
  const { role, variable, isShared, operation, keyFault } = problem;
  if (operation === null) return t(`admin.keys.problem.fault.${keyFault ?? "unknown"}`, { variable });
  const [first = "", ...others] = problem.rows;
  const rows = others.reduce((rows, row) => t("admin.keys.problem.rows", { rows, row }), first);
  return isShared
    ? t("admin.keys.problem.lackingShared", { variable, operation, rows })
    : t("admin.keys.problem.lacking", { role, operation, rows });
}
