"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { adminAction } from "@/app/action";
import { requestCheck } from "@/server/reconciliation/check/run-check";
import { repairAsAdmin } from "@/server/reconciliation/repair-difference";
import type { FormState } from "@/ui/kit/form/form-state";

const PATH = "/admin/reconciliation";
const Difference = z.object({ differenceId: z.uuid() });

export const checkRecords = adminAction(
  { permission: "reconciliation.check", schema: z.object({}), path: PATH },
  async () => {
    await requestCheck();
    revalidatePath(PATH);
    return { kind: "requested", at: Date.now() } as const;
  },
);

export const repair = adminAction(
  { permission: "reconciliation.repair", schema: Difference, path: PATH },
  async ({ differenceId }): Promise<FormState> => {
    const { isRepaired, sentence } = await repairAsAdmin(differenceId);
    revalidatePath(PATH);
    return { kind: isRepaired ? "done" : "refused", message: sentence };
  },
);
