"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { adminAction } from "@/app/action";
import { SUBJECT_NAMES } from "@/domain/settings/subjects";
import { translator } from "@/messages/messages";
import { shopLocale } from "@/server/platform/env";
import { restoreSettings } from "@/server/settings/save-settings";
import type { FormState } from "@/ui/kit/form/form-state";
import { answerOf, refused } from "./answer";

const Restore = z.object({
  subject: z.enum(SUBJECT_NAMES),
  version: z.coerce.number().int().min(0),
  seen: z.coerce.number().int().min(0),
});

/** Makes an earlier state of a page of settings the present one. */
export const restore = adminAction(
  { permission: "settings.write", schema: Restore, path: ({ subject }) => `/admin/settings/${subject}` },
  async ({ subject, version, seen }): Promise<FormState> => {
    const answer = await restoreSettings(subject, version, seen);
    revalidatePath("/admin", "layout");
    if (answer.kind === "unknown") return refused(translator(shopLocale())("admin.settings.answer.unknown"));
    return answerOf(answer);
  },
);
