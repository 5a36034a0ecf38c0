import { html } from "hono/html";
import { formatAmount } from "../money.ts";
import type { CheckoutSession } from "../objects.ts";
import { type Html, layout } from "./layout.ts";
import { localeOf } from "./summary.ts";

/** The bank's page, for browsers without JavaScript; the others see the same as a dialog. */
export function authenticationPage(session: CheckoutSession, action: string, back: string): Html {
  const total = formatAmount(session.amount_total ?? 0, session.currency ?? "usd", localeOf(session));
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
      <p><a href="${back}">Cancel and go back</a></p>
    </main>`,
  );
}
