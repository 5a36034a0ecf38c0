import type { EventReason } from "./reasons.ts";

/** What has become of an event in the inbox. */
export const EVENT_STATES = ["received", "applied", "ignored", "dead"] as const;
export type EventState = (typeof EVENT_STATES)[number];

export type EventRow = {
  id: string;
  type: string;
  objectId: string;
  state: EventState;
  reasonCode: EventReason | null;
  reasonDetail: unknown;
  attempts: number;
  orderId: string | null;
  orderNumber: number | null;
  receivedAt: Date;
  decidedAt: Date | null;
};

export type EventView = EventRow & {
  livemode: boolean;
  /** When it is tried again, while it waits. */
  nextTryAt: Date | null;
  /** What Stripe sent, as text, without personal data and secrets. */
  payload: string;
  /** It is gone since then, but for what names its order. */
  erasedAt: Date | null;
};

/** By state; one more than what is counted stands for more. */
export type EventCounts = Record<EventState, number>;

/** How the webhook does. */
export type WebhookHealth = {
  /** No secret is set: the shop asks Stripe by itself, each minute. */
  isOff: boolean;
  lastEventAt: Date | null;
  /** From Stripe's making an event to its arrival here: the middle of today's last hundred. */
  lagSeconds: number | null;
  /** The event that has waited longest without being handled, and when it came. */
  waitingSince: Date | null;
  deadCount: number;
  deadSince: Date | null;
  /** Deliveries of the last two days that no secret of ours had signed. */
  refused: number;
  /** Orders of the last day, of which the records learned with and without an event of theirs. */
  heard: number;
  missed: number;
  /** Since then, whatever was signed with our secret was of the other mode, test or live: the secret is that mode's. */
  otherModeSince: Date | null;
  /** An order was paid then, and nothing has come from Stripe since: disabled, or pointing elsewhere. */
  silentSince: Date | null;
};
