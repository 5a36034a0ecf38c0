import { html } from "hono/html";
import { formatAmount } from "../../../objects/currencies.ts";
import type { CheckoutSession, Dispute, PaymentIntent } from "../../../objects/stripe-objects.ts";
import type { Delivery } from "../../../store/rows.ts";
import type { Store } from "../../../store/store.ts";
import type { Html } from "../../frame/layout.ts";

export type Tone = "good" | "wait" | "bad" | "idle";
export type State = [words: string, tone: Tone];

/** A state in words with a small coloured dot; the colour says nothing that the words do not. */
export const dot = ([words, tone]: State): Html => html`<span class="state ${tone}">${words}</span>`;

const INTENT: Record<string, State> = {
  canceled: ["Canceled", "idle"],
  processing: ["Processing", "wait"],
  requires_action: ["Waits for the bank", "wait"],
  requires_capture: ["Held, not captured", "wait"],
  requires_confirmation: ["Not confirmed", "idle"],
  requires_payment_method: ["Not paid yet", "idle"],
  succeeded: ["Succeeded", "good"],
};

export const isInquiry = ({ status }: Dispute): boolean => status.startsWith("warning_");

export function stateOfPayment(store: Store, intent: PaymentIntent): State {
  const charge = store.charges.get(intent.latest_charge ?? "");
  const dispute = charge && store.disputes.all("charge", charge.id)[0];
  if (dispute && !["won", "warning_closed"].includes(dispute.status))
    return isInquiry(dispute)
      ? ["Inquiry", "wait"]
      : [dispute.status === "lost" ? "Dispute lost" : "Disputed", "bad"];
  if (intent.status === "succeeded" && charge && charge.amount_refunded > 0)
    return [charge.refunded ? "Refunded" : "Partly refunded", "idle"];
  if (intent.status === "requires_payment_method" && intent.last_payment_error) return ["Declined", "bad"];
  return INTENT[intent.status] ?? [intent.status, "idle"];
}

const DISPUTE: Record<string, State> = {
  lost: ["Lost", "bad"],
  needs_response: ["Needs an answer", "bad"],
  under_review: ["Under review", "wait"],
  warning_closed: ["Inquiry closed", "idle"],
  warning_needs_response: ["Inquiry, needs an answer", "wait"],
  warning_under_review: ["Inquiry under review", "wait"],
  won: ["Won", "good"],
};
export const stateOfDispute = ({ status }: Dispute): State => DISPUTE[status] ?? [status, "idle"];

export function stateOfSession({ status, payment_status: payment }: CheckoutSession): State {
  if (status === "expired") return ["Expired", "idle"];
  if (status === "open") return ["Open", "wait"];
  if (payment === "paid") return ["Paid", "good"];
  return payment === "no_payment_required"
    ? ["Complete, nothing to pay", "good"]
    : ["Complete, not paid yet", "wait"];
}

const DELIVERY: Record<Delivery["state"], State> = {
  delivered: ["Delivered", "good"],
  dropped: ["Dropped by a fault", "bad"],
  failed: ["Failed", "bad"],
  pending: ["Waiting", "wait"],
};
export const stateOfDelivery = ({ state }: Delivery): State => DELIVERY[state];

/** How the deliveries of one event stand, in one phrase. */
export function stateOfDeliveries(deliveries: Delivery[]): State {
  const [first] = deliveries;
  if (!first) return ["Nobody listens", "idle"];
  const worst = deliveries.find(({ state }) => state !== "delivered") ?? first;
  const [words, tone] = stateOfDelivery(worst);
  return [deliveries.length > 1 ? `${words} (${deliveries.length} endpoints)` : words, tone];
}

export const money = (amount: number, currency: string): string => formatAmount(amount, currency);

const STEPS: [seconds: number, unit: Intl.RelativeTimeFormatUnit][] = [
  [86_400, "day"],
  [3600, "hour"],
  [60, "minute"],
];
const relative = new Intl.RelativeTimeFormat("en", { numeric: "always", style: "short" });

export const exact = (seconds: number): string =>
  `${new Date(seconds * 1000).toISOString().replace("T", " ").slice(0, 19)} UTC`;

/** "3 min. ago" on the sandbox's clock, with the exact moment on hover. */
export function when(seconds: number, now: number): Html {
  const [size, unit] = STEPS.find(([step]) => Math.abs(now - seconds) >= step) ?? [1, "second"];
  const words =
    Math.abs(now - seconds) < 5 ? "just now" : relative.format(Math.trunc((seconds - now) / size), unit);
  return html`<time datetime="${new Date(seconds * 1000).toISOString()}" title="${exact(seconds)}">${words}</time>`;
}

export const shortId = (id: string): string => (id.length > 22 ? `${id.slice(0, 18)}…` : id);
