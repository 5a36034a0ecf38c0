"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { adminAction } from "@/app/action";
import { type SellerField, sellerSchema } from "@/domain/settings/seller";
import { translator } from "@/messages/messages";
import { shopLocale } from "@/server/platform/env";
import { saveSettings } from "@/server/settings/save-settings";
import type { FormState } from "@/ui/kit/form/form-state";
import { answerOf, refused } from "../answer";

const text = z.string().max(2_000);
const lines = text.transform((typed) => typed.replaceAll("\r\n", "\n"));
const code = text.transform((typed) => typed.trim().toUpperCase());
const Typed = z.object({
  seen: z.coerce.number().int().min(0),
  ...{ legalName: text, address: lines, country: code, email: text.transform((typed) => typed.trim()) },
  ...{ phone: text, register: text, registerNumber: text, vatId: code },
  ...{ registrations: lines, responsiblePerson: lines },
});

export const saveSeller = adminAction(
  { permission: "settings.write", schema: Typed, path: "/admin/settings/seller" },
  async ({ seen, ...typed }): Promise<FormState> => {
    const t = translator(shopLocale());
    const parsed = sellerSchema.safeParse(typed);
    const field = parsed.error?.issues[0]?.path[0] as SellerField | undefined;
    if (!parsed.success) return refused(t(`admin.settings.seller.fault.${field ?? "legalName"}`));
    const names = new Intl.DisplayNames("en", { type: "region", fallback: "none" });
    if (parsed.data.country !== "" && names.of(parsed.data.country) === undefined)
      return refused(t("admin.settings.seller.fault.country"));
    const answer = await saveSettings("seller", parsed.data, seen);
    revalidatePath("/admin", "layout");
    return answerOf(answer);
  },
);
