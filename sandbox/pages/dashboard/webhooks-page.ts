import { html } from "hono/html";
import type { WebhookEndpoint } from "../../objects/stripe-objects.ts";
import type { Html } from "../frame/layout.ts";
import { action, type DashboardParts, frame, type Visit } from "./parts/frame.ts";
import { dot } from "./parts/labels.ts";

/** The endpoints that events are sent to. */
export function webhooksPage(parts: DashboardParts, visit: Visit): Html {
  const endpoints = parts.store.webhookEndpoints.all();
  return frame(
    parts,
    visit,
    "/webhooks",
    "Webhooks",
    html`<h1>Webhook endpoints</h1>
      <p class="lead">Each receives the events that it subscribes to, signed with its secret. <a href="/events">See what was sent</a>.</p>
      ${endpoints.length === 0 ? html`<div class="empty"><h2>Nobody listens</h2><p>Add the address of a shop's webhook route below.</p></div>` : endpoints.map((one) => endpointCard(parts, visit, one))}
      <section aria-labelledby="add"><h2 id="add">Add an endpoint</h2>
        ${action(
          visit,
          "/webhooks",
          html`<span class="pair"><label for="url">Address</label><input id="url" name="url" type="url" placeholder="http://localhost:3000/webhooks/stripe" required></span>
            <span class="pair"><label for="events">Events, separated by spaces; * for all</label><input id="events" name="events" value="*" autocomplete="off" required></span>
            <button class="button">Add</button>`,
        )}
      </section>`,
  );
}

function endpointCard({ store }: DashboardParts, visit: Visit, endpoint: WebhookEndpoint): Html {
  const isOn = endpoint.status === "enabled";
  const secret = store.webhookSecrets.get(endpoint.id)?.secret ?? "";
  const types = endpoint.enabled_events;
  return html`<article class="card">
    <div class="headline"><h2 class="breaks">${endpoint.url}</h2> ${dot(isOn ? ["Enabled", "good"] : ["Disabled", "bad"])}</div>
    <p class="quiet"><code>${endpoint.id}</code> · ${types.includes("*") ? "all events" : `${types.length} kinds of event`}</p>
    ${types.includes("*") ? "" : html`<details><summary>Which</summary><ul class="types">${types.map((type) => html`<li><code>${type}</code></li>`)}</ul></details>`}
    <details class="secret"><summary><code>whsec_…${secret.slice(-4)}</code> show to copy</summary><code class="whole">${secret}</code></details>
    ${action(
      visit,
      `/webhooks/${endpoint.id}`,
      html`<button class="button plain" name="change" value="${isOn ? "disable" : "enable"}">${isOn ? "Disable" : "Enable"}</button>
        <button class="button plain" name="change" value="delete">Delete</button>`,
    )}
  </article>`;
}
