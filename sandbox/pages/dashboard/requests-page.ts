import { html } from "hono/html";
import type { LoggedRequest } from "../../api/request-log.ts";
import type { Html } from "../frame/layout.ts";
import { type DashboardParts, frame, table, type Visit } from "./parts/frame.ts";
import { dot, type State, shortId, when } from "./parts/labels.ts";

const SHOWN = 50;

const stateOf = ({ status, replayed }: LoggedRequest): State => [
  replayed ? `${status}, replayed` : String(status),
  status < 400 ? "good" : status < 500 ? "wait" : "bad",
];

/** The last API calls, or one of them in full. */
export function requestsPage(parts: DashboardParts, visit: Visit, id: string | undefined): Html {
  const entries = parts.log.newestFirst(10_000);
  const one = id === undefined ? undefined : entries.find((entry) => entry.id === id);
  return frame(
    parts,
    visit,
    "/requests",
    "Requests",
    html`<h1>API requests</h1>
      ${id === undefined ? "" : one ? html`<section><h2>${one.id}</h2><pre tabindex="0">${JSON.stringify(one, null, 2)}</pre></section>` : html`<p class="alert">The request ${id} is no longer in the log: it keeps the last few thousand, in memory.</p>`}
      ${table(
        "API requests",
        ["Answer", "Call", "Key", "When", "Request"],
        entries.slice(0, SHOWN).map((entry) => row(entry, parts.now())),
        html`<h2>No call yet</h2><p>Every request to <code>/v1/</code> appears here.</p>`,
      )}
      ${entries.length > SHOWN ? html`<p class="quiet small">The last ${SHOWN} of ${entries.length}. All: <a href="/_sandbox/requests">/_sandbox/requests</a></p>` : ""}`,
  );
}

const row = (entry: LoggedRequest, now: number): Html => html`<tr>
  <td>${dot(stateOf(entry))}</td>
  <td><span class="breaks">${entry.method} ${entry.path}</span>${entry.error ? html`<br><span class="quiet small">${entry.error.slice(0, 140)}</span>` : ""}</td>
  <td>${entry.key ?? "none"}</td>
  <td>${when(entry.at, now)}</td>
  <td><a href="/requests?id=${entry.id}"><code>${shortId(entry.id)}</code></a></td>
</tr>`;
