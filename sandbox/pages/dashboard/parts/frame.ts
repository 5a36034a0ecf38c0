import { html } from "hono/html";
import type { ApiParts } from "../../../api/call.ts";
import type { Clock } from "../../../clock/clock.ts";
import { type Html, layout } from "../../frame/layout.ts";
import { exact } from "./labels.ts";

export type DashboardParts = ApiParts & { clock: Clock };

/** What every page is told: where it is, and what the last button did. */
export interface Visit {
  /** The page's own path with its query: where a button leads back to. */
  here: string;
  done: string | null;
  problem: string | null;
}

const SECTIONS = [
  ["/", "Payments"],
  ["/sessions", "Sessions"],
  ["/events", "Events"],
  ["/webhooks", "Webhooks"],
  ["/keys", "Keys"],
  ["/faults", "Faults"],
  ["/requests", "Requests"],
] as const;
export type Section = (typeof SECTIONS)[number][0];

/** The dashboard around a page: sections, search, the clock. */
export function frame(
  parts: DashboardParts,
  visit: Visit,
  section: Section,
  title: string,
  body: Html,
): Html {
  const faults = parts.faults.list().length;
  return layout(
    `${title} · Sandbox`,
    "dashboard",
    html`<a class="skip" href="#content">Skip to the content</a>
    <header class="top">
      <a class="name" href="/">Sandbox</a>
      <p class="badge">no real money</p>
      <form action="/find" role="search">
        <label class="unseen" for="find">Find by id, email or reference</label>
        <input id="find" name="id" type="search" placeholder="Find an id, email or reference" autocomplete="off" spellcheck="false" data-find>
      </form>
      <nav aria-label="Dashboard">
        <ul>
          ${SECTIONS.map(([path, name]) => html`<li><a href="${path}" ${path === section ? html`aria-current="page"` : ""}>${name}${path === "/faults" && faults > 0 ? html` <span class="count">${faults}<span class="unseen"> active</span></span>` : ""}</a></li>`)}
        </ul>
      </nav>
    </header>
    <main id="content">
      ${visit.done ? html`<p class="done" role="status">${visit.done}</p>` : ""}
      ${visit.problem ? html`<p class="alert" role="alert">${visit.problem}</p>` : ""}
      ${body}
    </main>
    ${clockBar(parts, visit)}
    <script src="/c/assets/dashboard.js" defer></script>`,
  );
}

function clockBar({ clock, store }: DashboardParts, visit: Visit): Html {
  const offset = store.settings.get("clock_offset")?.value ?? 0;
  const ahead = offset > 0 ? ` · ${duration(offset)} ahead` : "";
  return html`<footer class="clock">
    <p><span class="quiet">Clock</span> <span class="figures">${exact(clock.now())}</span><span class="quiet">${ahead} · ${store.tasks.size} waiting</span></p>
    ${action(
      visit,
      "/clock",
      html`
      <span class="quiet small">Advance by</span>
      <button class="button plain" name="advance" value="60">1 minute</button>
      <button class="button plain" name="advance" value="3600">1 hour</button>
      <button class="button plain" name="advance" value="86400">1 day</button>`,
    )}
  </footer>`;
}

function duration(seconds: number): string {
  const [size, unit] = (
    [
      [86_400, "day"],
      [3600, "hour"],
      [60, "minute"],
      [1, "second"],
    ] as const
  ).find(([size]) => seconds >= size) ?? [1, "second"];
  const count = Math.floor(seconds / size);
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}

/** A small form that does one thing and leads back here. */
export const action = (visit: Visit, path: string, body: Html, className = "act"): Html =>
  html`<form method="post" action="${path}" class="${className}"><input type="hidden" name="back" value="${visit.here}">${body}</form>`;

/** A table that scrolls by itself on a narrow screen, or a sentence when there is nothing in it. */
export function table(title: string, heads: string[], rows: Html[], empty: Html | string): Html {
  if (rows.length === 0) return html`<div class="empty">${empty}</div>`;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${title}"><table>
    <thead><tr>${heads.map((head) => (head === "" ? html`<td></td>` : html`<th scope="col" ${/^(Amount|Total|Refunded)$/.test(head) ? html`class="figure"` : ""}>${head}</th>`))}</tr></thead>
    <tbody>${rows}</tbody>
  </table></div>`;
}

/** Names and values of one object. */
export const facts = (rows: [name: string, value: Html | string | null][]): Html =>
  html`<dl class="facts">${rows.flatMap(([name, value]) => (value === null || value === "" ? [] : [html`<div><dt>${name}</dt><dd>${value}</dd></div>`]))}</dl>`;

/** An object as it is kept, folded away. */
export const payload = (title: string, object: object): Html =>
  html`<details class="payload"><summary>${title}</summary><pre tabindex="0">${JSON.stringify(object, null, 2)}</pre></details>`;
