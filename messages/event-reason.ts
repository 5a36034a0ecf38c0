import type { EventReason, EventReasonDetail } from "../domain/webhooks/reasons.ts";
import type { Translate } from "./messages.ts";

/** Why a webhook event waits, is ignored or was given up, in words that follow "Ignored: "; null without a reason. */
export function eventReason(
  t: Translate,
  code: EventReason | null,
  detail: EventReasonDetail,
): string | null {
  if (code === null) return null;
  const { message: error, dismissedBy: name } = detail;
  const sentence = t(`admin.webhooks.reason.${code}`);
  const reason =
    error === undefined ? sentence : t("admin.webhooks.reasonWithError", { reason: sentence, error });
  return name === undefined ? reason : t("admin.webhooks.dismissedBy", { name, reason });
}
