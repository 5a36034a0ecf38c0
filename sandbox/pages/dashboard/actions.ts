import { z } from "zod";
import { getSession } from "../../checkout/checkout-sessions.ts";
import { expireSession } from "../../checkout/session/expire-session.ts";
import { closeDispute } from "../../disputes/close-dispute.ts";
import { disputeCharge, isOpen } from "../../disputes/dispute-charge.ts";
import { describeFaults, faultSchema } from "../../faults/fault-kinds.ts";
import { decimalsOf } from "../../objects/currencies.ts";
import { newId } from "../../objects/ids.ts";
import { cancelIntent } from "../../payments/cancel-intent.ts";
import { captureIntent } from "../../payments/capture-intent.ts";
import { getIntent } from "../../payments/payment-intents.ts";
import { refundCharge } from "../../payments/refund-charge.ts";
import { invalidRequest, noSuch, refused } from "../../protocol/errors.ts";
import { isPermission } from "../../protocol/permissions.ts";
import { resendEvent } from "../../webhooks/resend-event.ts";
import { createWebhookEndpoint } from "../../webhooks/webhook-endpoints.ts";
import type { Work } from "../../work/work.ts";
import type { DashboardParts } from "./parts/frame.ts";
import { money } from "./parts/labels.ts";

/** What was typed into a button's form; a name may come several times. */
export type Form = Record<string, string[]>;
const one = (form: Form, name: string): string => (form[name]?.[0] ?? "").trim();

/** 12.50 in the currency's smallest unit. Throws when it is no amount. */
function amountFrom(form: Form, currency: string): number {
  const typed = one(form, "amount").replace(",", ".");
  const decimals = decimalsOf(currency);
  const [whole = "", part = ""] = typed.split(".");
  if (!/^\d{1,10}(\.\d*)?$/.test(typed) || part.length > decimals)
    throw invalidRequest(`'${typed}' is not an amount. Write it like ${(1250).toFixed(decimals)}.`, "amount");
  return Number(`${whole}${part.padEnd(decimals, "0")}`);
}

type Change = (work: Work, id: string, form: Form) => string;

/** Each button about money: does it as Stripe's dashboard would, and says what was done. */
export const moneyChanges: Record<string, Change> = {
  refund(work, id, form) {
    const intent = getIntent(work, id);
    const charge = work.store.charges.get(intent.latest_charge ?? "");
    if (!charge) throw refused("Nothing was paid, so nothing can be refunded.");
    const amount = amountFrom(form, charge.currency);
    refundCharge(work, charge, { amount, reason: "requested_by_customer", metadata: {} });
    return `${money(amount, charge.currency)} refunded.`;
  },
  capture(work, id, form) {
    const intent = getIntent(work, id);
    const amount = amountFrom(form, intent.currency);
    captureIntent(work, intent, amount);
    return `${money(amount, intent.currency)} captured.`;
  },
  cancel(work, id) {
    cancelIntent(work, getIntent(work, id), "requested_by_customer");
    return "The payment is canceled.";
  },
  dispute(work, id, form) {
    const charge = work.store.charges.get(getIntent(work, id).latest_charge ?? "");
    if (!charge?.paid || !charge.captured) throw refused("Only a captured payment can be disputed.");
    if (work.store.disputes.all("charge", charge.id).some(isOpen))
      throw refused("This payment is already disputed.");
    const isInquiry = one(form, "complaint") === "inquiry";
    const isLost = one(form, "complaint") === "product_not_received";
    disputeCharge(work, charge, { isInquiry, reason: isLost ? "product_not_received" : "fraudulent" });
    return isInquiry
      ? "The bank has asked a question; no money has moved."
      : "The dispute is open and the money withdrawn.";
  },
};

export function closeByVerdict(work: Work, id: string, form: Form): string {
  const dispute = work.store.disputes.get(id);
  if (!dispute) throw noSuch("dispute", id);
  if (!isOpen(dispute)) throw refused("This dispute is already closed.");
  const verdict = z.enum(["won", "lost", "warning_closed"]).parse(one(form, "verdict"));
  closeDispute(work, dispute, verdict);
  return {
    won: "The shop won; the money is back.",
    lost: "The shop lost.",
    warning_closed: "The inquiry is closed.",
  }[verdict];
}

export function expireByHand(work: Work, id: string): string {
  expireSession(work, getSession(work, id));
  return "The session has expired.";
}

export function resendByHand(work: Work, id: string, form: Form): string {
  const event = work.store.events.get(id);
  if (!event) throw noSuch("event", id);
  const sent = resendEvent(work, event, one(form, "endpoint") || undefined);
  return sent.length === 0
    ? "No endpoint is subscribed to this event."
    : `${event.type} is on its way again.`;
}

export function mintKey(work: Work, form: Form): string {
  const name = one(form, "name");
  if (name === "" || name.length > 100)
    throw invalidRequest("Give the key a name of at most 100 characters.");
  if (work.store.keys.get(name)) throw refused(`There is a key called ${name} already.`);
  const permissions = (form.permission ?? []).filter(isPermission);
  work.store.keys.put({ id: name, key: newId("restricted_key"), kind: "restricted", permissions });
  return `The key ${name} is minted. Show it below to copy it.`;
}

export function changeKey(work: Work, name: string, form: Form): string {
  const key = work.store.keys.get(name);
  if (!key) throw noSuch("key", name);
  const permission = one(form, "permission");
  const others = (key.without ?? []).filter((slug) => slug !== permission);
  const restored = key.permissions.filter((slug) => slug !== "revoked");
  switch (one(form, "change")) {
    case "take":
      work.store.keys.put({ ...key, without: [...others, permission] });
      return `${permission} was removed from ${name}.`;
    case "give":
      work.store.keys.put({ ...key, without: others });
      return `${name} has ${permission} again.`;
    case "revoke":
      work.store.keys.put({ ...key, isRevoked: true });
      return `${name} is revoked.`;
    case "expire":
      work.store.keys.put({ ...key, expiresAt: work.now });
      return `${name} has expired.`;
    case "expire_soon":
      work.store.keys.put({ ...key, expiresAt: work.now + 3600 });
      return `${name} expires in an hour of the sandbox's clock.`;
    default:
      work.store.keys.put({ ...key, permissions: restored, isRevoked: false, expiresAt: null });
      return `${name} works again.`;
  }
}

export function addEndpoint(work: Work, form: Form): string {
  const url = z.url({ protocol: /^https?$/ }).safeParse(one(form, "url"));
  if (!url.success) throw invalidRequest("The address must begin with http:// or https://.", "url");
  const enabled_events = one(form, "events")
    .split(/[\s,]+/)
    .filter(Boolean);
  createWebhookEndpoint(work, { url: url.data, enabled_events });
  return "The endpoint is added.";
}

export function changeEndpoint(work: Work, id: string, form: Form): string {
  const endpoint = work.store.webhookEndpoints.get(id);
  if (!endpoint) throw noSuch("webhook endpoint", id);
  const change = one(form, "change");
  if (change === "delete") {
    work.store.webhookEndpoints.remove(id);
    work.store.webhookSecrets.remove(id);
    return "The endpoint is deleted.";
  }
  work.store.webhookEndpoints.put({ ...endpoint, status: change === "disable" ? "disabled" : "enabled" });
  return change === "disable"
    ? "The endpoint is disabled and receives no events."
    : "The endpoint is enabled.";
}

/** Switches a fault on. Throws zod's complaint about its parameters. */
export function addFault({ faults }: DashboardParts, form: Form): string {
  const kind = one(form, "kind");
  const { common, kinds } = describeFaults();
  const parameters = [...(kinds.find((known) => known.kind === kind)?.parameters ?? []), ...common];
  const given: Record<string, string | number | boolean> = {};
  for (const { name, type } of parameters) {
    const value = one(form, name);
    if (value === "") continue;
    given[name] = type === "boolean" ? value === "true" : type === "string" ? value : Number(value);
  }
  faults.add(faultSchema.parse({ kind, ...given }));
  return `${kind.replaceAll("_", " ")} is on.`;
}

export function clearFaults({ faults }: DashboardParts, form: Form): string {
  const kind = one(form, "kind");
  if (kind === "") faults.clear();
  for (const fault of faults.list()) if (fault.kind === kind) faults.clear(fault.id);
  return kind === "" ? "All faults are off." : `${kind.replaceAll("_", " ")} is off.`;
}

/** At most a year at once. Answers once everything that was due has happened. */
export async function advanceClock({ clock }: DashboardParts, form: Form): Promise<string> {
  const seconds = z.coerce
    .number()
    .int()
    .min(0)
    .max(366 * 86_400)
    .parse(one(form, "advance"));
  const { ran } = await clock.advance(seconds);
  return `The clock has moved on; ${ran === 1 ? "one thing" : `${ran} things`} happened.`;
}
