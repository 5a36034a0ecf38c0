import type { Checked } from "@/domain/reconciliation/differences";
import type { CheckStep } from "@/domain/reconciliation/fact";
import type { Translate } from "@/messages/messages";

/** "1,200 of 10,000 orders" */
export function progressMessage(
  { what, done, of }: { what: CheckStep; done: number; of: number | null },
  locale: string,
  t: Translate,
): string {
  const figure =
    of === null ? done.toLocaleString(locale) : t("admin.reconciliation.progress.of", { done, all: of });
  return t(`admin.reconciliation.progress.${what}`, { figure });
}

const COMPARED = ["orders", "sessions", "refunds", "disputes", "variants"] as const;

/** How many of each were compared; empty when there was nothing. */
export function checkedMessage(checked: Checked | null, t: Translate): string {
  return COMPARED.map((what) => ({ what, count: checked?.[what] ?? 0 }))
    .filter(({ count }) => count > 0)
    .map(({ what, count }) => t(`admin.reconciliation.checked.${what}`, { count }))
    .join(", ");
}

/** To the second within a minute, so that an admin who has just asked sees it move. */
export function agoText(at: Date, now: Date, locale: string): string {
  const seconds = Math.max(0, Math.round((now.getTime() - at.getTime()) / 1_000));
  const format = new Intl.RelativeTimeFormat(locale, { style: "long" });
  if (seconds < 60) return format.format(-seconds, "second");
  if (seconds < 3_600) return format.format(-Math.floor(seconds / 60), "minute");
  if (seconds < 86_400) return format.format(-Math.floor(seconds / 3_600), "hour");
  return format.format(-Math.floor(seconds / 86_400), "day");
}
