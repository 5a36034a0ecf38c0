"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { adminAction } from "@/app/action";
import { YEAR } from "@/domain/documents/settings";
import { translator } from "@/messages/messages";
import { saveDocuments } from "@/server/documents/save-documents";
import { shopLocale } from "@/server/platform/env";
import type { FormState } from "@/ui/kit/form/form-state";
import { answerOf, refused } from "../answer";

const path = "/admin/settings/documents";
const Typed = z.record(z.string().max(40), z.string().max(2_000));
const Seen = z.coerce.number().int().min(0).catch(0);

export const save = adminAction(
  { permission: "settings.write", schema: Typed, path },
  async (typed): Promise<FormState> => {
    const answer = await saveDocuments(typed, Seen.parse(typed.seen));
    if ("fault" in answer)
      return refused(
        translator(shopLocale())(`admin.settings.documents.fault.${answer.fault}`, { year: YEAR }),
      );
    revalidatePath("/admin", "layout");
    return answerOf(answer);
  },
);
