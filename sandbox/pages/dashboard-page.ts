import { html } from "hono/html";
import { take } from "../control/take.ts";
import { formatAmount } from "../money.ts";
import type { ApiParts } from "../protocol/call.ts";
import { type Html, layout } from "./layout.ts";

const ROWS = 15;

const moment = (seconds: number): string =>
  new Date(seconds * 1000).toISOString().replace("T", " ").slice(0, 19);
const objectLink = (id: string): Html =>
  html`<a href="/_sandbox/objects/${id}"><code>${id.slice(0, 22)}${id.length > 22 ? "…" : ""}</code></a>`;

/** What happened lately, for whoever runs the sandbox. */
export function dashboardPage(parts: ApiParts, requestId: string | undefined): Html {
  const { store } = parts;
  const request =
    requestId === undefined
      ? undefined
      : parts.log.newestFirst(10_000).find((entry) => entry.id === requestId);
  return layout(
    "Sandbox",
    "dashboard",
    html`<main>
      <header><h1>Sandbox</h1> <p class="badge">Sandbox · no real money</p></header>
      <p class="quiet">Clock: ${moment(parts.now())} UTC · ${store.sessions.size} sessions, ${store.paymentIntents.size} payments, ${store.events.size} events ·
        <a href="/_sandbox/health">health</a> · <a href="/_sandbox/requests?limit=100">requests</a> · <a href="/_sandbox/deliveries">deliveries</a> · <a href="/_sandbox/faults">faults</a></p>
      ${request ? html`<h2>Request ${request.id}</h2><pre>${JSON.stringify(request, null, 2)}</pre>` : ""}
      ${table("Checkout sessions", ["Created", "Session", "Total", "Status", "Payment"], sessionRows(parts))}
      ${table("Payments", ["Created", "Payment", "Amount", "Status", "Refunded"], paymentRows(parts))}
      ${table("Events", ["Created", "Event", "Type", "Delivery"], eventRows(parts))}
    </main>`,
  );
}

function table(title: string, heads: string[], rows: Html[]): Html {
  return html`<section>
    <h2>${title}</h2>
    ${
      rows.length === 0
        ? html`<p class="quiet">Nothing yet.</p>`
        : html`<div class="scroll" tabindex="0" role="region" aria-label="${title}"><table>
          <thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
          <tbody>${rows}</tbody>
        </table></div>`
    }
  </section>`;
}

function sessionRows({ store }: ApiParts): Html[] {
  return [...take(store.sessions.walk(), ROWS)].map(
    (session) => html`<tr>
      <td>${moment(session.created)}</td><td>${objectLink(session.id)}</td>
      <td class="amount">${formatAmount(session.amount_total ?? 0, session.currency ?? "usd")}</td>
      <td>${session.status}${session.url ? html` · <a href="${session.url}">open</a>` : ""}</td><td>${session.payment_status}</td>
    </tr>`,
  );
}

function paymentRows({ store }: ApiParts): Html[] {
  return [...take(store.paymentIntents.walk(), ROWS)].map((intent) => {
    const charge = store.charges.get(intent.latest_charge ?? "");
    const refunded = charge?.amount_refunded ?? 0;
    return html`<tr>
      <td>${moment(intent.created)}</td><td>${objectLink(intent.id)}</td>
      <td class="amount">${formatAmount(intent.amount, intent.currency)}</td><td>${intent.status}</td>
      <td class="amount">${refunded ? formatAmount(refunded, intent.currency) : ""}</td>
    </tr>`;
  });
}

function eventRows({ store }: ApiParts): Html[] {
  return [...take(store.events.walk(), ROWS * 2)].map((event) => {
    const deliveries = store.deliveries.all("event", event.id);
    const states = deliveries.map((delivery) => {
      const last = delivery.attempts.at(-1);
      return `${delivery.state}${last ? ` (${last.status ?? last.error}, ${delivery.attempts.length}×)` : ""}`;
    });
    return html`<tr>
      <td>${moment(event.created)}</td><td>${objectLink(event.id)}</td><td>${event.type}</td>
      <td>${states.join(", ") || "nobody listens"}</td>
    </tr>`;
  });
}
