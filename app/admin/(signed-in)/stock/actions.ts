"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { adminAction } from "@/app/action";
import { ENTRY_KINDS, MAX_NOTE, MAX_UNITS, readEntry, type UndoAnswer } from "@/domain/stock/movements";
import { type Translate, translator } from "@/messages/messages";
import { shopLocale } from "@/server/platform/env";
import { saveSettings } from "@/server/settings/save-settings";
import { changeStock, undoMovement } from "@/server/stock/change-stock";
import { saveLowAt } from "@/server/stock/save-low-at";
import type { EntryFormState } from "@/ui/admin/stock/stock-entry-form";
import type { FormState } from "@/ui/kit/form/form-state";

const PATH = "/admin/stock";
const LOW = `${PATH}/low`;
const PERMISSION = "stock.write";
const Entry = z.object({
  variantId: z.uuid(),
  requestId: z.uuid(),
  units: z.string().max(40),
  what: z.enum(ENTRY_KINDS),
  note: z.string().trim().max(MAX_NOTE),
  back: z.enum(["quick", "variant"]),
});
const units = z
  .string()
  .regex(/^\d{0,7}$/)
  .transform(Number)
  .pipe(z.number().max(MAX_UNITS));

const say = () => translator(shopLocale());

/** Changes the stock as it was typed, and leads to the next one. */
export const enter = adminAction(
  { permission: PERMISSION, schema: Entry, path: PATH },
  async ({ units: typed, what, back, ...change }): Promise<EntryFormState> => {
    const entry = readEntry(typed, what);
    if (!entry) return { kind: "refused", message: say()("admin.stock.answer.no_number"), typed };
    const answer = await changeStock({ ...change, ...entry });
    if (answer.kind !== "changed") return { kind: "refused", message: refusal(answer, say()), typed };
    revalidatePath(PATH, "layout");
    const query = new URLSearchParams({ done: answer.entry, what });
    redirect(`${back === "quick" ? PATH : `${PATH}/${change.variantId}`}?${query}`);
  },
);

/** Takes an entry back by one of the opposite. */
export const undo = adminAction(
  { permission: PERMISSION, schema: z.object({ id: z.string().max(20) }), path: PATH },
  async ({ id }): Promise<FormState> => {
    const answer = await undoMovement(id);
    revalidatePath(PATH, "layout");
    return answer.kind === "changed"
      ? { kind: "done", message: say()("admin.stock.undo.done", { onHand: answer.onHand }) }
      : { kind: "refused", message: refusal(answer, say()) };
  },
);

export const limitVariant = adminAction(
  {
    permission: PERMISSION,
    schema: z.object({ variantId: z.uuid(), lowAt: z.literal("").or(units) }),
    path: ({ variantId }) => `${PATH}/${variantId}`,
  },
  async ({ variantId, lowAt }): Promise<FormState> => {
    await saveLowAt(variantId, lowAt === "" ? null : lowAt);
    revalidatePath(PATH, "layout");
    return { kind: "done", message: say()("admin.stock.limit.saved") };
  },
);

export const limitAll = adminAction(
  {
    permission: "settings.write",
    schema: z.object({ seen: z.coerce.number().int(), lowAt: units }),
    path: LOW,
  },
  async ({ seen, lowAt }): Promise<FormState> => {
    const answer = await saveSettings("stock", { lowAt }, seen);
    revalidatePath(PATH, "layout");
    if (answer.kind === "outdated")
      return { kind: "refused", message: say()("admin.stock.limit.outdated", { by: answer.by }) };
    return { kind: "done", message: say()("admin.stock.limit.saved") };
  },
);

function refusal(answer: Exclude<UndoAnswer, { kind: "changed" }>, t: Translate): string {
  if (answer.kind === "below_reserved") return t("admin.stock.answer.below_reserved", answer);
  return t(`admin.stock.answer.${answer.kind}`);
}
