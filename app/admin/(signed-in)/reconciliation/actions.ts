"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { adminAction } from "@/app/action";
import { translator } from "@/messages/messages";
import { shopLocale } from "@/server/platform/env";
import { requestCheck } from "@/server/reconciliation/check/run-check";
import { type RepairResult, repairAsAdmin } from "@/server/reconciliation/repair-difference";
import { describeKeyError } from "@/server/stripe/stripe-call-error";
import type { FormState } from "@/ui/kit/form/form-state";

const PATH = "/admin/reconciliation";
const Difference = z.object({ differenceId: z.uuid() });

export const checkRecords = adminAction(
  { permission: "reconciliation.check", schema: z.object({}), path: PATH },
  async () => {
    // Before the request: a check that a worker begins at once must count as the one that was asked for.
    const at = Date.now();
    await requestCheck();
    revalidatePath(PATH);
    return { kind: "requested", at } as const;
  },
);

export const repair = adminAction(
  { permission: "reconciliation.repair", schema: Difference, path: PATH },
  async ({ differenceId }): Promise<FormState> => {
    const result = await repairAsAdmin(differenceId);
    revalidatePath(PATH);
    return { kind: result.isRepaired ? "done" : "refused", message: resultMessage(result) };
  },
);

function resultMessage(result: RepairResult): string {
  const locale = shopLocale();
  const t = translator(locale);
  if (result.isRepaired) return t("admin.reconciliation.repairResult.repaired");
  if (result.reason === "key") return describeKeyError(result.problem, locale);
  return t(`admin.reconciliation.repairResult.${result.reason}`);
}
