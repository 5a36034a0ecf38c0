import type { Translate } from "@/messages/messages";
import { pluralForms } from "@/messages/plural-forms";
import type { EditsLabels } from "../edits/edits-state";
import type { SheetBarLabels } from "./sheet-bar";

/** What a `SheetBar` says. */
export const sheetLabels = (locale: string, edits: EditsLabels, t: Translate): SheetBarLabels => ({
  prices: pluralForms(locale, (sample) =>
    t.markup("admin.products.list.prices", { prices: sample, figure: () => "#" }),
  ),
  lowered: pluralForms(locale, (sample) =>
    t.markup("admin.products.list.lowered", { lowered: sample, figure: () => "#" }),
  ),
  stocks: pluralForms(locale, (sample) =>
    t.markup("admin.products.list.stocks", { stocks: sample, figure: () => "#" }),
  ),
  review: t("admin.products.edits.review"),
  discard: t("admin.products.list.discard"),
  edits,
});
