import "server-only";
import type { Alarm, KeyAlarm, NewsAlarm } from "@/domain/monitoring/views";
import type { WebhookHealth } from "@/domain/webhooks/views";
import { requireAdmin } from "../accounts/session";
import { env } from "../platform/env";
import { CALLS } from "../stripe/calls";
import { FEATURES } from "../stripe/keys/features";
import { keyCreationLink, keyListLink } from "../stripe/keys/manifest";
import { dashboardRow } from "../stripe/keys/permission";
import { findDisabledCalls } from "../stripe/resilience/disabled-calls";
import { callsOf } from "../stripe/resilience/probe-disabled-calls";
import { describeKeyError } from "../stripe/stripe-call-error";
import { getWebhookHealth } from "./get-webhook-health";

/** Whatever the shop cannot do because of a key, oldest first, and what else needs a person. @throws when nobody may look */
export async function listAlarms(): Promise<Alarm[]> {
  await requireAdmin("admin.enter");
  return [...(await listKeyAlarms()), ...alarmsOf(await getWebhookHealth())];
}

async function listKeyAlarms(): Promise<KeyAlarm[]> {
  const mode = env().isLive ? "live" : "test";
  return (await findDisabledCalls()).map((closed) => {
    const { role, call, permissions, editLink, disabledAt } = closed;
    return {
      kind: "key" as const,
      id: `${role}:${call ?? ""}`,
      role,
      operation: call && CALLS[call].operation,
      rows: permissions.map(dashboardRow),
      sentence: describeKeyError(closed),
      without: [...new Set(callsOf(closed).map((name) => FEATURES[CALLS[name].feature].without))],
      link: linkFor(editLink ?? (call === null ? keyListLink(mode) : null), keyCreationLink(role, mode)),
      since: disabledAt,
    };
  });
}

function alarmsOf(health: WebhookHealth): NewsAlarm[] {
  const { deadCount, deadSince, otherModeSince, silentSince, refused } = health;
  const alarms: NewsAlarm[] = [];
  if (deadCount > 0 && deadSince)
    alarms.push({
      kind: "news",
      id: "inbox:dead",
      sentence:
        deadCount === 1
          ? "An event of Stripe's was given up."
          : `${deadCount} events of Stripe's were given up.`,
      detail:
        "Each says why. The sweep reconciles orders all the same; try the event again when the cause is gone.",
      link: { href: "/admin/webhooks?state=dead", words: "See what was given up" },
      since: deadSince,
    });
  const [own, other] = env().isLive ? ["live", "test"] : ["test", "live"];
  if (otherModeSince)
    alarms.push({
      kind: "news",
      id: "webhook:mode",
      sentence: `Signed events of ${other} mode arrive, and this shop is in ${own} mode.`,
      detail: `STRIPE_WEBHOOK_SECRET is of the ${other} mode's endpoint: put the whsec_… of the ${own} mode's there. Until then the shop learns of payments by asking, only later.`,
      link: { href: "/admin/webhooks?state=ignored", words: "See what was put aside" },
      since: otherModeSince,
    });
  else if (silentSince)
    alarms.push({
      kind: "news",
      id: "webhook:silent",
      sentence: "Orders are paid, and no events come from Stripe.",
      detail: `The shop finds them by asking, only later. ${
        refused > 0
          ? "Deliveries came that no secret fits: compare STRIPE_WEBHOOK_SECRET with the endpoint's."
          : "Check in Stripe's dashboard that the webhook endpoint is enabled and points to this shop."
      }`,
      link: { href: "/admin/webhooks", words: "See how the webhook does" },
      since: silentSince,
    });
  return alarms;
}

const linkFor = (known: string | null, create: string): KeyAlarm["link"] =>
  known === null
    ? { href: create, words: "Make a key that may" }
    : { href: known, words: "Open the key at Stripe" };
