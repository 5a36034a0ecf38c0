import { formatMoment } from "@/domain/format-time";
import { translator } from "@/messages/messages";
import { shopLocale, shopTimeZone } from "@/server/platform/env";
import type { SaveAnswer } from "@/server/settings/save-settings";
import type { FormState } from "@/ui/kit/form/form-state";

/** What came of a save, in words. */
export function answerOf(answer: SaveAnswer): NonNullable<FormState> {
  const t = translator(shopLocale());
  if (answer.kind !== "outdated") return { kind: "done", message: t(`admin.settings.answer.${answer.kind}`) };
  return {
    kind: "refused",
    message: t("admin.settings.answer.outdated", {
      name: answer.by,
      at: formatMoment(answer.at, shopLocale(), shopTimeZone()),
    }),
  };
}

export const refused = (message: string): NonNullable<FormState> => ({ kind: "refused", message });
