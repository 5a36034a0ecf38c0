import { html } from "hono/html";
import { describeFaults, type Fault, type FaultParameter } from "../../faults/fault-kinds.ts";
import type { Html } from "../frame/layout.ts";
import { action, type DashboardParts, frame, type Visit } from "./parts/frame.ts";

/** What a required parameter starts with, so that one click is enough. */
const START: Record<string, string> = { ms: "2000", seconds: "30", status: "503" };

const nameOf = (kind: string): string => {
  const words = kind.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** Switches for everything that can be made to go wrong, from the list that declares it. */
export function faultsPage(parts: DashboardParts, visit: Visit): Html {
  const active = parts.faults.list();
  const { common, kinds } = describeFaults();
  const group = (on: "call" | "event"): Html[] =>
    kinds
      .filter((one) => one.on === on)
      .map((one) =>
        faultSwitch(
          visit,
          one,
          common,
          active.filter((fault) => fault.kind === one.kind),
        ),
      );
  return frame(
    parts,
    visit,
    "/faults",
    "Faults",
    html`<h1>Faults</h1>
      <p class="lead">Switch one on, then use the shop: every order must still end in the state of its payment. Faults end when the sandbox stops.</p>
      ${active.length > 0 ? action(visit, "/faults/clear", html`<button class="button">Switch all off</button>`) : ""}
      <section aria-labelledby="events"><h2 id="events">Events and webhooks</h2><div class="switches">${group("event")}</div></section>
      <section aria-labelledby="calls"><h2 id="calls">API calls</h2><div class="switches">${group("call")}</div></section>`,
  );
}

type Kind = ReturnType<typeof describeFaults>["kinds"][number];

function faultSwitch(
  visit: Visit,
  kind: Kind,
  common: FaultParameter[],
  active: (Fault & { id: string })[],
): Html {
  const isOn = active.length > 0;
  const needed = kind.parameters.filter(({ isRequired }) => isRequired);
  const rest = [...kind.parameters.filter(({ isRequired }) => !isRequired), ...common];
  const name = nameOf(kind.kind);
  return html`<article class="switch ${isOn ? "is-on" : ""}">
    <div class="headline"><h3 id="k-${kind.kind}">${name}</h3>
      ${
        isOn
          ? action(
              visit,
              "/faults/clear",
              html`<input type="hidden" name="kind" value="${kind.kind}"><button class="toggle" role="switch" aria-checked="true" aria-labelledby="k-${kind.kind}"></button>`,
            )
          : html`<button class="toggle" role="switch" aria-checked="false" aria-labelledby="k-${kind.kind}" form="f-${kind.kind}"></button>`
      }
    </div>
    <p class="quiet small">${kind.does.replaceAll("`", "")}</p>
    ${active.map(({ id: _, kind: __, ...settings }) => html`<p class="small"><code>${settingsOf(settings)}</code></p>`)}
    ${
      isOn
        ? ""
        : html`<form method="post" action="/faults" id="f-${kind.kind}">
            <input type="hidden" name="back" value="${visit.here}"><input type="hidden" name="kind" value="${kind.kind}">
            ${needed.length > 0 ? html`<div class="params">${needed.map((one) => parameterField(kind.kind, one))}</div>` : ""}
            <details><summary class="small">More options</summary><div class="params">${rest.map((one) => parameterField(kind.kind, one))}</div></details>
          </form>`
    }
  </article>`;
}

const settingsOf = (settings: object): string => {
  const words = Object.entries(settings).map(([name, value]) => `${name} ${String(value)}`);
  return words.join(", ") || "always, until switched off";
};

function parameterField(kind: string, { name, type, isRequired, does }: FaultParameter): Html {
  const id = `${kind}-${name}`;
  const words = does.replaceAll("`", "");
  if (type === "boolean")
    return html`<label class="box"><input type="checkbox" name="${name}" value="true"> <span>${name.replaceAll("_", " ")} <span class="quiet small">${words}</span></span></label>`;
  const isNumber = type === "integer" || type === "number";
  return html`<span class="pair"><label for="${id}">${name.replaceAll("_", " ")} <span class="quiet">${words}</span></label>
    <input id="${id}" name="${name}" inputmode="${isNumber ? "decimal" : "text"}" value="${isRequired ? (START[name] ?? "") : ""}" autocomplete="off" ${isRequired ? "required" : ""}></span>`;
}
