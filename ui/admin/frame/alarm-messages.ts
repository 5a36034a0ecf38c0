import type { Alarm } from "@/domain/monitoring/views";
import { keyProblemMessage } from "@/messages/key-problem";
import type { Translate } from "@/messages/messages";

const PAGES = {
  dead_events: "/admin/webhooks?state=dead",
  other_mode: "/admin/webhooks?state=ignored",
  declines: "/admin/orders?state=awaiting_payment",
  silence: "/admin/webhooks",
};

/** What an alarm says: what is wrong, what that means, and where it is repaired. */
export function alarmMessages(alarm: Alarm, t: Translate) {
  const variable = "STRIPE_WEBHOOK_SECRET";
  switch (alarm.kind) {
    case "key": {
      const without = alarm.without.map((feature) => t(`admin.keys.feature.${feature}.without`)).join("; ");
      return {
        sentence: t("admin.alarms.key.sentence", { without }),
        detail: t("admin.alarms.key.detail", { problem: keyProblemMessage(t, alarm.problem) }),
        link: { href: alarm.link.href, label: t(`admin.alarms.key.${alarm.link.kind}`) },
      };
    }
    case "dead_events":
      return {
        sentence: t("admin.alarms.dead_events.sentence", { count: alarm.count }),
        detail: t("admin.alarms.dead_events.detail"),
        link: linkOf(alarm.kind, t),
      };
    case "other_mode":
      return {
        sentence: t("admin.alarms.other_mode.sentence", { mode: alarm.mode }),
        detail: t("admin.alarms.other_mode.detail", { mode: alarm.mode, variable }),
        link: linkOf(alarm.kind, t),
      };
    case "stock_held":
      return {
        sentence: t("admin.alarms.stock_held.sentence", { percent: alarm.percent, title: alarm.title }),
        detail: t("admin.alarms.stock_held.detail"),
        link: {
          href: "/admin/orders?state=awaiting_payment",
          label: t("admin.alarms.stock_held.link"),
        },
      };
    case "declines":
      return {
        sentence: t("admin.alarms.declines.sentence", { count: alarm.count, percent: alarm.percent }),
        detail: t("admin.alarms.declines.detail"),
        link: linkOf(alarm.kind, t),
      };
    case "silence":
      return {
        sentence: t("admin.alarms.silence.sentence"),
        detail: t(alarm.isRefused ? "admin.alarms.silence.refused" : "admin.alarms.silence.detail", {
          variable,
        }),
        link: linkOf(alarm.kind, t),
      };
  }
}

const linkOf = (kind: keyof typeof PAGES, t: Translate) => ({
  href: PAGES[kind],
  label: t(`admin.alarms.${kind}.link`),
});
