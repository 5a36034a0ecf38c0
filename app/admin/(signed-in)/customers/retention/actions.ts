"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { adminAction } from "@/app/action";
import { MAX_DAYS, MIN_DAYS, RETENTION_RULES } from "@/domain/customers/retention";
import { translator } from "@/messages/messages";
import { saveRetention } from "@/server/customers/retention/save-retention";
import { shopLocale } from "@/server/platform/env";
import type { FormState } from "@/ui/kit/form/form-state";

const PATH = "/admin/customers/retention";
const Days = z.object({
  rule: z.enum(RETENTION_RULES),
  days: z.string().max(20),
  step: z.enum(["save", "off"]).catch("save"),
});

/** One action for the two buttons: keep it for so many days, or indefinitely. */
export const saveDays = adminAction(
  { permission: "customers.erase", schema: Days, path: PATH },
  async ({ rule, days, step }): Promise<FormState> => {
    const result = await saveRetention(rule, step === "off" ? null : days);
    revalidatePath(PATH);
    const t = translator(shopLocale());
    return result === "saved"
      ? { kind: "done", message: t("admin.retention.saved") }
      : { kind: "refused", message: t("admin.retention.limits", { min: MIN_DAYS[rule], max: MAX_DAYS }) };
  },
);
