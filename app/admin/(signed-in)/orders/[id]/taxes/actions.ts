"use server";

import { z } from "zod";
import { adminAction } from "@/app/action";
import { translator } from "@/messages/messages";
import { shopLocale } from "@/server/platform/env";
import { checkVatIdAgain } from "@/server/tax/check-vat-id";
import type { FormState } from "@/ui/kit/form/form-state";

const Asked = z.object({ id: z.uuid(), vatId: z.string().max(40) });

/** Asks VIES about the VAT id of an order's buyer once more. The order keeps what was said when it was placed. */
export const checkAgain = adminAction(
  { permission: "settings.write", schema: Asked, path: ({ id }) => `/admin/orders/${id}` },
  async ({ vatId }): Promise<FormState> => {
    const t = translator(shopLocale());
    const answer = await checkVatIdAgain(vatId);
    if ("fault" in answer) return { kind: "refused", message: t(`admin.tax.vatIdFault.${answer.fault}`) };
    const number = answer.consultation
      ? ` ${t("admin.tax.consultation", { number: answer.consultation })}`
      : "";
    const message = t(`admin.tax.viesAnswer.${answer.state}`) + number;
    return { kind: answer.state === "valid" ? "done" : "refused", message };
  },
);
