"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { adminAction } from "@/app/action";
import { EDITED_FIELDS, planTyped, type TypedCell } from "@/domain/catalog/edits/plan-edits";
import { readEdits } from "@/domain/catalog/edits/product-edit";
import { translator } from "@/messages/messages";
import { getProductsOfVariants } from "@/server/catalog/edit/get-edited-products";
import { saveEdits } from "@/server/catalog/edit/save-edits";
import { shopLocale } from "@/server/platform/env";
import type { EditsState } from "@/ui/admin/products/edits/edits-state";
import { faultSentence, showAnswers, showReview } from "./show-edits";

const MAX_TEXT = 1_000_000;
const edits = z.string().max(MAX_TEXT).default("");
const Input = z.looseObject({
  step: z.enum(["review", "back", "save", "undo", "again"]),
  ...{ edits, undo: edits, again: edits },
});

/** One action for the steps of the form: review what was typed, save it, take it back, save it in spite of others. */
export const changeProducts = adminAction(
  { permission: "stock.write", path: "/admin/products", schema: Input },
  async ({ step, edits: reviewed, undo, again, ...sent }): Promise<EditsState> => {
    const t = translator(shopLocale());
    if (step === "back") return null;
    if (step === "review") {
      const cells = readCells(sent);
      const products = await getProductsOfVariants(cells.map(({ variantId }) => variantId));
      const { edits: planned, faults } = planTyped(cells, products);
      return showReview(
        planned,
        products,
        faults.map((fault) => faultSentence(fault, t)),
        t,
      );
    }
    const list = readEdits({ save: reviewed, undo, again }[step]);
    if (!list) return { step: "edit", problems: [t("site.action.invalid")] };
    const { answers } = await saveEdits(list);
    revalidatePath("/admin/products", "layout");
    return showAnswers(list, answers, { isUndo: step === "undo", t });
  },
  (problem): EditsState => ({ step: "edit", problems: [problem] }),
);

const Cell = z.object({ typed: z.string().max(60), was: z.string().regex(/^\d{0,15}$/) });

/** The fields "price:VARIANT" with what was typed, and "was:price:VARIANT" with what was there. */
function readCells(sent: Record<string, unknown>): TypedCell[] {
  return Object.entries(sent).flatMap(([name, typed]): TypedCell[] => {
    const [field, variantId] = name.split(":");
    const known = EDITED_FIELDS.find((one) => one === field);
    const cell = Cell.safeParse({ typed, was: sent[`was:${name}`] });
    return known && variantId && cell.success ? [{ field: known, variantId, ...cell.data }] : [];
  });
}
