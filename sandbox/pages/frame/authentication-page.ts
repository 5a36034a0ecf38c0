import { html } from "hono/html";
import { type Html, layout } from "./layout.ts";

/**
 * The page that stands for the shopper's bank.
 *
 * @param total the amount as it is shown, with its currency
 * @param action where the answer is sent
 * @param back where a shopper goes without answering; null when there is no such place
 */
export function authenticationPage(total: string, action: string, back: string | null): Html {
  return layout(
    "3-D Secure",
    "notice",
    html`<main class="notice-box">
      <p class="badge">Sandbox · no real money</p>
      <h1>3-D Secure</h1>
      <p>Your bank would now ask you to confirm this payment of <strong>${total}</strong>.</p>
      <form method="post" action="${action}" class="row">
        <button class="button" name="answer" value="complete">Complete authentication</button>
        <button class="button plain" name="answer" value="fail">Fail authentication</button>
      </form>
      ${back === null ? "" : html`<p><a href="${back}">Cancel and go back</a></p>`}
    </main>`,
  );
}
