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

/** Disabled calls, oldest first, then alarms about the webhook. @throws NotSignedInError, NotAllowedError */
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
          ? "The shop gave up on 1 webhook event."
          : `The shop gave up on ${deadCount} webhook events.`,
      detail:
        "Each event shows the reason. The sweep still reconciles its order; retry the event when the cause is fixed.",
      link: { href: "/admin/webhooks?state=dead", words: "View these events" },
      since: deadSince,
    });
  const [own, other] = env().isLive ? ["live", "test"] : ["test", "live"];
  if (otherModeSince)
    alarms.push({
      kind: "news",
      id: "webhook:mode",
      sentence: `The shop receives events of ${other} mode, but it runs in ${own} mode.`,
      detail: `STRIPE_WEBHOOK_SECRET belongs to the ${other}-mode endpoint: replace it with the whsec_… of the ${own}-mode endpoint. Until then the shop finds payments by asking Stripe, later than an event would tell it.`,
      link: { href: "/admin/webhooks?state=ignored", words: "View the ignored events" },
      since: otherModeSince,
    });
  else if (silentSince)
    alarms.push({
      kind: "news",
      id: "webhook:silent",
      sentence: "Orders are paid, but no events arrive from Stripe.",
      detail: `The shop still finds payments by asking Stripe, only later. ${
        refused > 0
          ? "Some deliveries were signed with another secret: compare STRIPE_WEBHOOK_SECRET with the endpoint's secret."
          : "Check in Stripe's dashboard that the webhook endpoint is enabled and points to this shop."
      }`,
      link: { href: "/admin/webhooks", words: "View webhook status" },
      since: silentSince,
    });
  return alarms;
}

const linkFor = (known: string | null, create: string): KeyAlarm["link"] =>
  known === null
    ? { href: create, words: "Create a key with this permission" }
    : { href: known, words: "Open the key at Stripe" };
