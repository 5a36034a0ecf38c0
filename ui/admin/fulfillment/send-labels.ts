import { lineTitle } from "@/domain/orders/line-words";
import type { OrderView } from "@/domain/orders/views";
import type { Translate } from "@/messages/messages";
import { pluralForms } from "@/messages/plural-forms";
import type { SendLabels, SendLine } from "./send-form";
import type { TrackingLabels } from "./tracking-fields";

/** The lines of which something is left to send. */
export function leftLines({ lines, units }: OrderView, t: Translate): SendLine[] {
  return units.flatMap(({ lineId, units: { left } }, index) => {
    const line = lines[index];
    if (!line || left === 0) return [];
    return { id: lineId, left, label: t("admin.sending.line", { title: lineTitle(line), left }) };
  });
}

export const trackingLabels = (t: Translate): TrackingLabels => ({
  carrier: t("admin.sending.carrier"),
  carrierOpen: t("admin.sending.carrierOpen"),
  numbers: t("admin.sending.numbers"),
  numbersHint: t("admin.sending.numbersHint"),
  mistyped: t("admin.sending.mistyped", { number: "#" }),
});

/** What the form says that sends what is left of an order. */
export function sendLabels(
  { email, parcels }: OrderView,
  left: SendLine[],
  locale: string,
  t: Translate,
): SendLabels {
  const units = left.reduce((sum, line) => sum + line.left, 0);
  return {
    ...trackingLabels(t),
    open: t(parcels.length > 0 ? "admin.sending.openRest" : "admin.sending.open", { units }),
    items: t("admin.sending.items"),
    submit: pluralForms(locale, (sample) =>
      t.markup("admin.sending.submit", { units: sample, figure: () => "#" }),
    ),
    submitPlain: t("admin.sending.submitPlain"),
    pending: t("admin.sending.pending"),
    mail: email === null ? null : t("admin.sending.mail", { email }),
    noMail: t("admin.sending.noMail"),
    preview: t("admin.sending.preview"),
    previewTitle: t("admin.sending.previewTitle"),
  };
}
