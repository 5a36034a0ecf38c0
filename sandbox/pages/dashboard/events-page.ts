import { html } from "hono/html";
import type { EventObject } from "../../objects/stripe-objects.ts";
import type { Delivery } from "../../store/rows.ts";
import { showEvent } from "../../webhooks/events.ts";
import type { Html } from "../frame/layout.ts";
import { action, type DashboardParts, facts, frame, payload, table, type Visit } from "./parts/frame.ts";
import { dot, exact, shortId, stateOfDeliveries, stateOfDelivery, when } from "./parts/labels.ts";
import { pageOfRows, type Query } from "./parts/page-of-rows.ts";

/** Every event, newest first, all or of one type. */
export function eventsPage(
  parts: DashboardParts,
  visit: Visit,
  query: Query & { type?: string | undefined },
): Html {
  const { store } = parts;
  const path = query.type ? `/events?type=${encodeURIComponent(query.type)}` : "/events";
  const { rows, pager } = pageOfRows(
    store.events,
    path,
    query,
    query.type ? ["type", query.type] : undefined,
  );
  return frame(
    parts,
    visit,
    "/events",
    "Events",
    html`<h1>Events</h1>
      ${query.type ? html`<p class="trail">Only <code>${query.type}</code> · <a href="/events">Show all</a></p>` : ""}
      ${table(
        "Events",
        ["Type", "Delivery", "When", "Event", ""],
        rows.map((event) => row(parts, visit, event)),
        html`<h2>No event yet</h2><p>Each change makes one: a payment, a refund, an expired session.</p>`,
      )}
      ${pager}`,
  );
}

const resend = (visit: Visit, event: string, endpoint?: string): Html =>
  action(
    visit,
    `/events/${event}/resend`,
    html`${endpoint ? html`<input type="hidden" name="endpoint" value="${endpoint}">` : ""}<button class="button plain">Resend</button>`,
  );

function row({ store, now }: DashboardParts, visit: Visit, event: EventObject): Html {
  const deliveries = store.deliveries.all("event", event.id);
  return html`<tr>
    <td><a href="/events/${event.id}">${event.type}</a></td>
    <td>${dot(stateOfDeliveries(deliveries))}</td>
    <td>${when(event.created, now())}</td>
    <td><code title="${event.id}">${shortId(event.id)}</code></td>
    <td class="doing">${resend(visit, event.id)}</td>
  </tr>`;
}

/** One event: what it says, to whom it went, and again if you like. */
export function eventPage(parts: DashboardParts, visit: Visit, event: EventObject): Html {
  const { store } = parts;
  const deliveries = store.deliveries.all("event", event.id);
  const { request } = event;
  return frame(
    parts,
    visit,
    "/events",
    event.type,
    html`<p class="trail"><a href="/events">Events</a></p>
      <div class="headline"><h1>${event.type}</h1> ${dot(stateOfDeliveries(deliveries))}</div>
      ${facts([
        ["Event", html`<code>${event.id}</code>`],
        ["Created", exact(event.created)],
        ["About", html`<code>${event.data.object.id}</code>`],
        [
          "Cause",
          request.id
            ? html`<a href="/requests?id=${request.id}"><code>${request.id}</code></a>`
            : "no API call: the page, this dashboard or the clock",
        ],
        ["Same type", html`<a href="/events?type=${event.type}">all ${event.type}</a>`],
      ])}
      <section aria-labelledby="deliveries"><h2 id="deliveries">Deliveries</h2>
        ${deliveries.length === 0 ? html`<p class="quiet">No endpoint was subscribed to it when it was created.</p>` : deliveries.map((one) => deliveryBlock(parts, visit, one))}
        ${resend(visit, event.id)}
      </section>
      <section aria-labelledby="payload"><h2 id="payload">Payload</h2><pre tabindex="0">${JSON.stringify(showEvent(store, event), null, 2)}</pre></section>
      ${payload("Its deliveries as stored", deliveries)}`,
  );
}

function deliveryBlock({ store, now }: DashboardParts, visit: Visit, delivery: Delivery): Html {
  const endpoint = store.webhookEndpoints.get(delivery.endpoint);
  return html`<div class="delivery">
    <p>${dot(stateOfDelivery(delivery))} <span class="breaks">${endpoint?.url ?? delivery.endpoint}</span></p>
    <ol class="attempts">${delivery.attempts.map((attempt) => html`<li>${when(attempt.at, now())} · ${attempt.status ?? attempt.error ?? "no answer"}</li>`)}</ol>
    ${endpoint ? resend(visit, delivery.event, endpoint.id) : ""}
  </div>`;
}
