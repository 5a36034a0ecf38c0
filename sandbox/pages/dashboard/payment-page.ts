import { html } from "hono/html";
import { isOpen } from "../../disputes/dispute-charge.ts";
import { decimalsOf } from "../../objects/currencies.ts";
import type { Charge, Dispute, EventObject, PaymentIntent } from "../../objects/stripe-objects.ts";
import type { Html } from "../frame/layout.ts";
import { action, type DashboardParts, facts, frame, payload, table, type Visit } from "./parts/frame.ts";
import {
  dot,
  exact,
  isInquiry,
  money,
  stateOfDeliveries,
  stateOfDispute,
  stateOfPayment,
  when,
} from "./parts/labels.ts";
import { paidWith } from "./payments-page.ts";

/** One payment: what can be done with its money, and everything that happened to it. */
export function paymentPage(parts: DashboardParts, visit: Visit, intent: PaymentIntent): Html {
  const { store } = parts;
  const charge = store.charges.get(intent.latest_charge ?? "");
  const [session] = store.sessions.all("payment_intent", intent.id);
  const disputes = charge ? store.disputes.all("charge", charge.id) : [];
  const events = [...store.events.walk({ where: ["payment", intent.id] })];
  return frame(
    parts,
    visit,
    "/",
    money(intent.amount, intent.currency),
    html`<p class="trail"><a href="/">Payments</a></p>
      <div class="headline"><h1>${money(intent.amount, intent.currency)}</h1> ${dot(stateOfPayment(store, intent))}</div>
      ${facts([
        ["Payment", html`<code>${intent.id}</code>`],
        ["Created", exact(intent.created)],
        [
          "Paid with",
          paidWith(store.paymentMethods.get(intent.payment_method ?? charge?.payment_method ?? "")),
        ],
        ["Email", session?.customer_details?.email ?? null],
        ["Shop's reference", session?.client_reference_id ?? null],
        [
          "Refunded",
          charge && charge.amount_refunded > 0 ? money(charge.amount_refunded, charge.currency) : null,
        ],
        ["Last refusal", intent.last_payment_error?.message ?? null],
        ["Session", session ? html`<code>${session.id.slice(0, 24)}…</code>` : null],
      ])}
      <section aria-labelledby="do"><h2 id="do">What you can do</h2>${doings(visit, intent, charge, disputes)}</section>
      ${disputes.length > 0 ? html`<section aria-labelledby="disputes"><h2 id="disputes">Disputes</h2>${disputes.map((one) => disputeRow(visit, one))}</section>` : ""}
      <section aria-labelledby="timeline"><h2 id="timeline">Timeline</h2>${timeline(parts, events)}</section>
      ${refunds(parts, intent)}
      ${payload("The payment intent as the API shows it", intent)}
      ${charge ? payload("Its charge", charge) : ""}
      ${session ? payload("Its checkout session", session) : ""}`,
  );
}

/** An amount as it is typed: 12.50, or 1250 where the currency has no cents. */
const typed = (amount: number, currency: string): string =>
  (amount / 10 ** decimalsOf(currency)).toFixed(decimalsOf(currency));

const amountField = (id: string, label: string, amount: number, currency: string): Html =>
  html`<span class="pair"><label for="${id}">${label}, ${currency.toUpperCase()}</label>
    <input id="${id}" name="amount" inputmode="decimal" value="${typed(amount, currency)}" autocomplete="off" required></span>`;

function doings(visit: Visit, intent: PaymentIntent, charge: Charge | undefined, disputes: Dispute[]): Html {
  const path = `/payments/${intent.id}`;
  const left = charge?.paid ? charge.amount_captured - charge.amount_refunded : 0;
  const isContested = disputes.some((one) => isOpen(one) || one.status === "lost");
  const blocks: Html[] = [];
  if (intent.status === "requires_capture") {
    const held = intent.amount_capturable;
    blocks.push(
      action(
        visit,
        `${path}/capture`,
        html`${amountField("capture", "Amount to capture", held, intent.currency)}
      <button class="button">Capture</button> <p class="hint">Charges the held money. What you leave out is released.</p>`,
      ),
    );
  }
  if (left > 0 && !disputes.some((one) => !one.is_charge_refundable))
    blocks.push(
      action(
        visit,
        `${path}/refund`,
        html`${amountField("refund", "Amount to refund", left, intent.currency)}
      <button class="button">Refund</button> <p class="hint">${money(left, intent.currency)} can still be refunded.</p>`,
      ),
    );
  if (left > 0 && !isContested)
    blocks.push(
      action(
        visit,
        `${path}/dispute`,
        html`<span class="pair"><label for="complaint">The shopper's bank says</label>
      <select id="complaint" name="complaint">
        <option value="fraudulent">Fraud: it was not them</option>
        <option value="product_not_received">Nothing arrived</option>
        <option value="inquiry">Only a question (inquiry)</option>
      </select></span>
      <button class="button plain">Open a dispute</button> <p class="hint">Withdraws the money immediately, except for an inquiry.</p>`,
      ),
    );
  if (!["succeeded", "canceled"].includes(intent.status))
    blocks.push(
      action(
        visit,
        `${path}/cancel`,
        html`<button class="button plain">Cancel the payment</button> <p class="hint">It can then no longer be paid. Held money is released.</p>`,
      ),
    );
  return blocks.length > 0
    ? html`<div class="doings">${blocks}</div>`
    : html`<p class="quiet">Nothing: there is no money to move.</p>`;
}

function disputeRow(visit: Visit, dispute: Dispute): Html {
  return html`<div class="dispute">
    <p>${dot(stateOfDispute(dispute))} ${money(dispute.amount, dispute.currency)} · ${dispute.reason.replaceAll("_", " ")} · <code>${dispute.id}</code></p>
    ${
      isOpen(dispute)
        ? action(
            visit,
            `/disputes/${dispute.id}/close`,
            isInquiry(dispute)
              ? html`<button class="button plain" name="verdict" value="warning_closed">Close the inquiry</button>`
              : html`<button class="button plain" name="verdict" value="won">The shop wins</button>
                <button class="button plain" name="verdict" value="lost">The shop loses</button>`,
          )
        : ""
    }
  </div>`;
}

function timeline({ store, now }: DashboardParts, events: EventObject[]): Html {
  if (events.length === 0) return html`<p class="quiet">No event yet.</p>`;
  return html`<ol class="timeline">${events.map(
    (event) => html`<li>
      <a href="/events/${event.id}">${event.type}</a>
      ${dot(stateOfDeliveries(store.deliveries.all("event", event.id)))}
      ${when(event.created, now())}
    </li>`,
  )}</ol>`;
}

function refunds({ store, now }: DashboardParts, intent: PaymentIntent): Html | "" {
  const rows = store.refunds.all("payment_intent", intent.id);
  if (rows.length === 0) return "";
  const tone = { succeeded: "good", pending: "wait", failed: "bad" } as const;
  return html`<section aria-labelledby="refunds"><h2 id="refunds">Refunds</h2>${table(
    "The refunds",
    ["Amount", "State", "When", "Refund"],
    rows.map(
      (refund) => html`<tr>
        <td class="figure">${money(refund.amount, refund.currency)}</td>
        <td>${dot([refund.status ?? "", tone[refund.status as keyof typeof tone] ?? "idle"])}</td>
        <td>${when(refund.created, now())}</td><td><code>${refund.id}</code></td>
      </tr>`,
    ),
    "",
  )}</section>`;
}
