import type { WebhookHealth } from "@/domain/webhooks/views";
import { Moment } from "../../kit/moment";
import { Notice } from "../../kit/notice";
import { Facts, Section } from "../../kit/table/section";

type WebhookHealthProps = { health: WebhookHealth; locale: string; now: Date };

/** Whether the webhook works: the last event, its delay, and what the shop learned without it. */
export function WebhookHealthSection({ health, locale, now }: WebhookHealthProps) {
  const { isOff, lastEventAt, lagSeconds, waitingSince, refused, heard, missed } = health;
  return (
    <Section title="Webhook status" className="mt-4">
      {isOff ? (
        <Notice tone="wait" title="Webhooks are off" className="mb-3">
          No <code>STRIPE_WEBHOOK_SECRET</code> is set, so the shop accepts no events. It asks Stripe every
          minute instead.
        </Notice>
      ) : null}
      <Facts
        facts={[
          [
            "Last event",
            lastEventAt ? <Moment key="last" at={lastEventAt} locale={locale} now={now} /> : "None yet",
          ],
          ["Typical delay", lagSeconds === null ? null : delayMessage(lagSeconds, locale)],
          [
            "Oldest waiting",
            waitingSince && <Moment key="waits" at={waitingSince} locale={locale} now={now} />,
          ],
          ["Paid today", paidMessage(heard, missed, locale)],
          [
            "Refused",
            refused > 0
              ? `${refused.toLocaleString(locale)} since yesterday: signed with a secret that the shop does not know`
              : null,
          ],
        ]}
      />
    </Section>
  );
}

function delayMessage(seconds: number, locale: string): string {
  if (seconds < 2) return "Less than 2 seconds";
  const [value, unit] = seconds < 120 ? [seconds, "second"] : [seconds / 60, "minute"];
  return Math.round(value).toLocaleString(locale, { style: "unit", unit, unitDisplay: "long" });
}

function paidMessage(heard: number, missed: number, locale: string): string | null {
  if (heard + missed === 0) return null;
  const all = (heard + missed).toLocaleString(locale);
  return missed === 0
    ? `${all}, all reported by events`
    : `${heard.toLocaleString(locale)} of ${all} reported by events, the others found by asking Stripe`;
}
