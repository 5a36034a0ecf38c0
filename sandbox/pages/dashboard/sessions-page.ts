import { html } from "hono/html";
import type { CheckoutSession } from "../../objects/stripe-objects.ts";
import type { Html } from "../frame/layout.ts";
import { action, type DashboardParts, frame, table, type Visit } from "./parts/frame.ts";
import { dot, money, shortId, stateOfSession, when } from "./parts/labels.ts";
import { pageOfRows, type Query } from "./parts/page-of-rows.ts";

/** Every checkout session, newest first. */
export function sessionsPage(parts: DashboardParts, visit: Visit, query: Query): Html {
  const { rows, pager } = pageOfRows(parts.store.sessions, "/sessions", query);
  return frame(
    parts,
    visit,
    "/sessions",
    "Sessions",
    html`<h1>Checkout sessions</h1>
      ${table(
        "Checkout sessions",
        ["Total", "State", "Page", "Shop's reference", "When", "Session", ""],
        rows.map((session) => row(parts, visit, session)),
        html`<h2>No session yet</h2><p>The shop makes one when a shopper checks out.</p>`,
      )}
      ${pager}`,
  );
}

function row({ now }: DashboardParts, visit: Visit, session: CheckoutSession): Html {
  const total = money(session.amount_total ?? 0, session.currency ?? "usd");
  const { payment_intent: intent } = session;
  return html`<tr>
    <td class="figure">${intent ? html`<a href="/payments/${intent}">${total}</a>` : total}</td>
    <td>${dot(stateOfSession(session))}</td>
    <td>${session.ui_mode === "hosted_page" ? "Hosted" : "Embedded"}</td>
    <td>${session.client_reference_id ?? html`<span class="quiet">–</span>`}</td>
    <td>${when(session.created, now())}</td>
    <td><a href="/_sandbox/objects/${session.id}" title="${session.id}"><code>${shortId(session.id)}</code></a></td>
    <td class="doing">${
      session.status === "open"
        ? html`${session.url ? html`<a class="button plain" href="/c/pay/${session.id}">Pay</a>` : ""}
          ${action(visit, `/sessions/${session.id}/expire`, html`<button class="button plain">Expire</button>`)}`
        : ""
    }</td>
  </tr>`;
}
