import type { Translate } from "@/messages/messages";
import { pluralForms } from "@/messages/plural-forms";

/** What a `BatchBar` says. */
export const batchLabels = (locale: string, t: Translate) => ({
  all: t("admin.batch.all"),
  chosen: pluralForms(locale, (sample) =>
    t.markup("admin.batch.chosen", { orders: sample, figure: () => "#" }),
  ),
  choose: t("admin.batch.choose"),
  slips: t("admin.paper.slips"),
  pick: t("admin.paper.pick.title"),
  tracking: t("admin.batch.title"),
});
