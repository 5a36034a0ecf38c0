import "server-only";
import { isAllowed } from "@/domain/accounts/roles";
import type { Alarm, KeyAlarm, WebhookAlarm } from "@/domain/monitoring/views";
import type { WebhookHealth } from "@/domain/webhooks/views";
import { requireAdmin } from "../accounts/session";
import { env } from "../platform/env";
import { CALLS } from "../stripe/calls";
import { keyCreationLink, keyListLink } from "../stripe/keys/manifest";
import { findDisabledCalls } from "../stripe/resilience/disabled-calls";
import { callsOf } from "../stripe/resilience/probe-disabled-calls";
import { keyProblemOf } from "../stripe/stripe-call-error";
import { getWebhookHealth } from "./get-webhook-health";
import { listShopAlarms } from "./list-shop-alarms";

/** Disabled calls, oldest first, then alarms about the webhook, then about what shoppers do. @throws NotSignedInError, NotAllowedError */
export async function listAlarms(): Promise<Alarm[]> {
  const { role } = await requireAdmin("admin.enter");
  const ofWebhook = isAllowed(role, "webhooks.read") ? alarmsOf(await getWebhookHealth()) : [];
  return [...(await listKeyAlarms()), ...ofWebhook, ...(await listShopAlarms())];
}

async function listKeyAlarms(): Promise<KeyAlarm[]> {
  const mode = modeOfShop();
  return (await findDisabledCalls()).map((disabled) => {
    const { role, call, editLink, disabledAt } = disabled;
    const known = editLink ?? (call === null ? keyListLink(mode) : null);
    return {
      kind: "key",
      id: `${role}:${call ?? ""}`,
      since: disabledAt,
      problem: keyProblemOf(disabled),
      without: [...new Set(callsOf(disabled).map((name) => CALLS[name].feature))],
      link: known ? { href: known, kind: "open" } : { href: keyCreationLink(role, mode), kind: "create" },
    };
  });
}

function alarmsOf(health: WebhookHealth): WebhookAlarm[] {
  const { deadCount, deadSince, otherModeSince, silentSince, refused } = health;
  const alarms: WebhookAlarm[] = [];
  if (deadCount > 0 && deadSince)
    alarms.push({ kind: "dead_events", id: "inbox:dead", since: deadSince, count: deadCount });
  if (otherModeSince)
    alarms.push({ kind: "other_mode", id: "webhook:mode", since: otherModeSince, mode: modeOfShop() });
  else if (silentSince)
    alarms.push({ kind: "silence", id: "webhook:silent", since: silentSince, isRefused: refused > 0 });
  return alarms;
}

const modeOfShop = () => (env().isLive ? "live" : "test");
