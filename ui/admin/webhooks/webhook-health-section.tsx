import { useTranslations } from "next-intl";
import type { WebhookHealth } from "@/domain/webhooks/views";
import type { Translate } from "@/messages/messages";
import { Moment } from "../../kit/moment";
import { Notice } from "../../kit/notice";
import { Facts, Section } from "../../kit/table/section";

type WebhookHealthProps = { health: WebhookHealth; locale: string; now: Date };

/** Whether the webhook works: the last event, its delay, and what the shop learned without it. */
export function WebhookHealthSection({ health, locale, now }: WebhookHealthProps) {
  const { isOff, lastEventAt, lagSeconds, waitingSince, refused, heard, missed } = health;
  const t = useTranslations();
  const moment = (at: Date) => <Moment at={at} locale={locale} now={now} />;
  return (
    <Section title={t("admin.webhooks.health.title")} className="mt-4">
      {isOff ? (
        <Notice tone="wait" title={t("admin.webhooks.health.off")} className="mb-3">
          {t.rich("admin.webhooks.health.offSentence", {
            variable: () => <code>STRIPE_WEBHOOK_SECRET</code>,
          })}
        </Notice>
      ) : null}
      <Facts
        facts={[
          [
            t("admin.webhooks.health.lastEvent"),
            lastEventAt ? moment(lastEventAt) : t("admin.webhooks.health.noEvent"),
          ],
          [
            t("admin.webhooks.health.delay"),
            lagSeconds === null || lastEventAt === null ? null : delayMessage(lagSeconds, t),
          ],
          [t("admin.webhooks.health.waiting"), waitingSince && moment(waitingSince)],
          [t("admin.webhooks.health.paid"), paidMessage(heard, missed, t)],
          [
            t("admin.webhooks.health.refused"),
            refused > 0 ? t("admin.webhooks.health.refusedCount", { count: refused }) : null,
          ],
        ]}
      />
    </Section>
  );
}

function delayMessage(seconds: number, t: Translate): string {
  if (seconds < 2) return t("admin.webhooks.health.delayShort");
  return seconds < 120
    ? t("admin.webhooks.health.delaySeconds", { count: Math.round(seconds) })
    : t("admin.webhooks.health.delayMinutes", { count: Math.round(seconds / 60) });
}

function paidMessage(heard: number, missed: number, t: Translate): string | null {
  const all = heard + missed;
  if (all === 0) return null;
  return missed === 0
    ? t("admin.webhooks.health.paidAllReported", { all })
    : t("admin.webhooks.health.paidSomeReported", { heard, all });
}
