import { html } from "hono/html";
import type { PaymentIntent } from "../../objects/stripe-objects.ts";
import type { Html } from "../frame/layout.ts";
import { type DashboardParts, frame, table, type Visit } from "./parts/frame.ts";
import { dot, money, shortId, stateOfPayment, when } from "./parts/labels.ts";
import { pageOfRows, type Query } from "./parts/page-of-rows.ts";

/** Every payment, newest first. */
export function paymentsPage(parts: DashboardParts, visit: Visit, query: Query): Html {
  const { rows, pager } = pageOfRows(parts.store.paymentIntents, "/", query);
  return frame(
    parts,
    visit,
    "/",
    "Payments",
    html`<h1>Payments</h1>
      ${table(
        "Payments",
        ["Amount", "State", "Paid with", "From", "When", "Payment"],
        rows.map((intent) => row(parts, intent)),
        welcome(),
      )}
      ${pager}`,
  );
}

function row({ store, now }: DashboardParts, intent: PaymentIntent): Html {
  const charge = store.charges.get(intent.latest_charge ?? "");
  const method = intent.payment_method ?? charge?.payment_method ?? "";
  const [session] = store.sessions.all("payment_intent", intent.id);
  return html`<tr>
    <td class="figure"><a href="/payments/${intent.id}">${money(intent.amount, intent.currency)}</a></td>
    <td>${dot(stateOfPayment(store, intent))}</td>
    <td>${paidWith(store.paymentMethods.get(method)) ?? html`<span class="quiet">–</span>`}</td>
    <td>${session?.customer_details?.email ?? charge?.billing_details.email ?? intent.receipt_email ?? html`<span class="quiet">–</span>`}</td>
    <td>${when(intent.created, now())}</td>
    <td><code title="${intent.id}">${shortId(intent.id)}</code></td>
  </tr>`;
}

type Method = ReturnType<DashboardParts["store"]["paymentMethods"]["get"]>;

/** "visa ···· 4242" */
export function paidWith(method: Method): string | null {
  const { card, sepa_debit: sepa, us_bank_account: us } = method ?? {};
  if (card) return `${card.brand} ···· ${card.last4}`;
  if (sepa) return `SEPA ···· ${sepa.last4}`;
  return us ? `Bank ···· ${us.last4}` : null;
}

const welcome = (): Html => html`<h2>No payment yet</h2>
  <p>Check out in the shop, or let Stripe's own CLI make one:</p>
  <pre tabindex="0">npx stripe trigger checkout.session.completed --api-key sk_test_sandbox_all_permissions --api-base http://127.0.0.1:PORT</pre>`;
