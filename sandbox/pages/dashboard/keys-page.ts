import { html } from "hono/html";
import { PUBLISHABLE_KEY, UNRESTRICTED_KEY } from "../../api/authenticate.ts";
import { grants, labelOf, PERMISSIONS, type Permission } from "../../protocol/permissions.ts";
import type { ApiKey } from "../../store/rows.ts";
import type { Html } from "../frame/layout.ts";
import { action, type DashboardParts, frame, type Visit } from "./parts/frame.ts";
import { dot, exact, type State } from "./parts/labels.ts";

/** The restricted keys: what each may do, and buttons to take it away. */
export function keysPage(parts: DashboardParts, visit: Visit): Html {
  const keys = parts.store.keys.all();
  return frame(
    parts,
    visit,
    "/keys",
    "Keys",
    html`<h1>Keys</h1>
      <p class="lead">A restricted key can do what its permissions allow. Remove one and watch how the shop reacts.</p>
      ${keys.length === 0 ? html`<div class="empty"><h2>No restricted key yet</h2><p>Mint one below, or let the shop mint its own when it starts.</p></div>` : keys.map((key) => keyCard(visit, key, parts.now()))}
      <section aria-labelledby="built-in"><h2 id="built-in">Built in</h2>
        <dl class="facts">
          <div><dt>May do everything, on this machine</dt><dd><code>${UNRESTRICTED_KEY}</code></dd></div>
          <div><dt>The same, from other machines</dt><dd><details class="secret"><summary>show to copy</summary><code class="whole">${parts.installationKey}</code></details></dd></div>
          <div><dt>Publishable, for browsers</dt><dd><code>${PUBLISHABLE_KEY}</code></dd></div>
        </dl>
      </section>
      ${mintForm(visit)}`,
  );
}

function stateOf(key: ApiKey, now: number): State {
  if (key.isRevoked || key.permissions.includes("revoked")) return ["Revoked", "bad"];
  if (key.expiresAt && key.expiresAt <= now) return ["Expired", "bad"];
  if (key.expiresAt) return [`Expires ${exact(key.expiresAt)}`, "wait"];
  return key.without?.length ? ["Permission removed", "wait"] : ["Works", "good"];
}

function keyCard(visit: Visit, key: ApiKey, now: number): Html {
  const path = `/keys/${encodeURIComponent(key.id)}`;
  const [, tone] = stateOf(key, now);
  const isOver = tone === "bad";
  const given = key.permissions.filter((slug) => slug !== "revoked");
  const change = (to: string, words: string): Html =>
    html`<button class="button plain" name="change" value="${to}">${words}</button>`;
  return html`<article class="card">
    <div class="headline"><h2>${key.id}</h2> ${dot(stateOf(key, now))}</div>
    <details class="secret"><summary><code>${key.key.slice(0, 8)}…${key.key.slice(-4)}</code> show to copy</summary><code class="whole">${key.key}</code></details>
    <ul class="permissions">
      ${given.map((slug) => permissionRow(visit, path, key, slug))}
      ${given.length === 0 ? html`<li class="quiet">It has no permissions.</li>` : ""}
    </ul>
    ${action(
      visit,
      path,
      isOver
        ? change("restore", "Make it valid again")
        : html`${change("revoke", "Revoke")} ${change("expire", "Expire it now")} ${change("expire_soon", "Expire it in an hour")}`,
    )}
  </article>`;
}

function permissionRow(visit: Visit, path: string, key: ApiKey, slug: string): Html {
  const isTaken = key.without?.includes(slug) ?? false;
  const known = PERMISSIONS.find((one) => one === slug);
  return html`<li>
    <span class="${isTaken ? "taken" : ""}">${known ? labelOf(known) : slug}</span>
    ${action(
      visit,
      path,
      html`<input type="hidden" name="permission" value="${slug}">
        <button class="button bare" name="change" value="${isTaken ? "give" : "take"}">${isTaken ? "Restore" : "Remove"}<span class="unseen"> ${slug}</span></button>`,
    )}
  </li>`;
}

function mintForm(visit: Visit): Html {
  const isImplied = (slug: Permission): boolean =>
    slug.endsWith("_read") && grants([slug.replace(/_read$/, "_write")], slug);
  return html`<section aria-labelledby="mint"><h2 id="mint">Mint a key</h2>
    ${action(
      visit,
      "/keys",
      html`<span class="pair"><label for="name">Name</label><input id="name" name="name" maxlength="100" autocomplete="off" required></span>
        <fieldset><legend>Permissions</legend>
          <div class="boxes">${PERMISSIONS.map((slug) => html`<label><input type="checkbox" name="permission" value="${slug}"> ${labelOf(slug)}${isImplied(slug) ? html`<span class="unseen"> (in Write too)</span>` : ""}</label>`)}</div>
        </fieldset>
        <button class="button">Mint the key</button>`,
      "mint",
    )}
  </section>`;
}
