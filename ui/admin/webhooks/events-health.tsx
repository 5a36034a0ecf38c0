import type { WebhookHealth } from "@/domain/webhooks/views";
import { Moment } from "../../kit/moment";
import { Notice } from "../../kit/notice";
import { Facts, Section } from "../../kit/table/section";

type EventsHealthProps = { health: WebhookHealth; locale: string; now: Date };

/** How the webhook does: what it brought last, how late, and what the shop learned without it. */
export function EventsHealth({ health, locale, now }: EventsHealthProps) {
  const { isOff, lastEventAt, lagSeconds, waitingSince, refused, heard, missed } = health;
  return (
    <Section title="The webhook" className="mt-4">
      {isOff ? (
        <Notice tone="wait" title="The shop polls" className="mb-3">
          No <code>STRIPE_WEBHOOK_SECRET</code> is set, so no events are taken. The shop asks Stripe each
          minute instead.
        </Notice>
      ) : null}
      <Facts
        facts={[
          [
            "Last event",
            lastEventAt ? <Moment key="last" at={lastEventAt} locale={locale} now={now} /> : "None yet",
          ],
          ["On its way for", lagSeconds === null ? null : secondsWords(lagSeconds, locale)],
          [
            "Waits longest",
            waitingSince && <Moment key="waits" at={waitingSince} locale={locale} now={now} />,
          ],
          ["Paid today", paidWords(heard, missed, locale)],
          [
            "Refused",
            refused > 0
              ? `${refused.toLocaleString(locale)} since yesterday: no secret of the shop's had signed them`
              : null,
          ],
        ]}
      />
    </Section>
  );
}

function secondsWords(seconds: number, locale: string): string {
  if (seconds < 2) return "Less than 2 seconds";
  const [value, unit] = seconds < 120 ? [seconds, "second"] : [seconds / 60, "minute"];
  return Math.round(value).toLocaleString(locale, { style: "unit", unit, unitDisplay: "long" });
}

function paidWords(heard: number, missed: number, locale: string): string | null {
  if (heard + missed === 0) return null;
  const all = (heard + missed).toLocaleString(locale);
  return missed === 0
    ? `${all} by their events`
    : `${heard.toLocaleString(locale)} of ${all} by their events, the others found by asking Stripe`;
}
