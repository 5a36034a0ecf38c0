import type { HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import type { ApiParts } from "../api/call.ts";
import { postCharge } from "../balance/post-balance.ts";
import { getPaymentMethod } from "../customers/get-method.ts";
import { formatAmount } from "../objects/currencies.ts";
import type { PaymentIntent } from "../objects/stripe-objects.ts";
import { type Authentication, confirmIntent } from "../payments/confirm-intent.ts";
import { StripeError } from "../protocol/errors.ts";
import { performWork } from "../protocol/perform-work.ts";
import type { Work } from "../work/work.ts";
import { answerPage, readValues, type Web } from "./frame/answer-page.ts";
import { authenticationPage } from "./frame/authentication-page.ts";
import { noticePage } from "./frame/layout.ts";

/**
 * The shopper's bank for payments outside a checkout page: `next_action.redirect_to_url.url` leads here, and the answer
 * leads on to the shop's `return_url` with what became of the payment, as Stripe's page does.
 */
export function createBankRoutes(parts: ApiParts): Hono<{ Bindings: HttpBindings }> {
  const { store } = parts;
  const app = new Hono<{ Bindings: HttpBindings }>();

  /** Only who holds the client secret may answer; a checkout's payment is answered on its own page. */
  const find = (context: Web): PaymentIntent | null => {
    const intent = store.paymentIntents.get(context.req.param("id") ?? "");
    if (!intent?.client_secret || intent.client_secret !== context.req.query("client_secret")) return null;
    return store.sessions.all("payment_intent", intent.id).length > 0 ? null : intent;
  };

  app.get("/c/authenticate/:id", (context) => {
    const intent = find(context);
    if (!intent) return answerPage(context, unknownPage(), null, 404);
    if (intent.status !== "requires_action") return answerPage(context, overPage(), null, 410);
    const action = `${context.req.path}?${new URLSearchParams({ client_secret: intent.client_secret ?? "" })}`;
    const total = formatAmount(intent.amount, intent.currency, "en");
    return answerPage(context, authenticationPage(total, action, null), null);
  });

  app.post("/c/authenticate/:id", async (context) => {
    const { answer } = await readValues(context);
    const intent = find(context);
    if (!intent) return answerPage(context, unknownPage(), null, 404);
    if (intent.status !== "requires_action") return answerPage(context, overPage(), null, 410);
    const said = answer === "complete" ? "passed" : "failed";
    const outcome = performWork(parts, (work) => confirm(work, intent, said));
    // A declined card is an outcome; the intent holds the reason, where the shop looks.
    if (outcome instanceof StripeError && !outcome.isResult) throw outcome;
    const confirmed = store.paymentIntents.get(intent.id) ?? intent;
    const back = intent.next_action?.redirect_to_url?.return_url;
    if (!back) return answerPage(context, overPage(), null);
    return context.redirect(withOutcome(back, confirmed), 303);
  });
  return app;
}

function confirm(work: Work, intent: PaymentIntent, said: Authentication): PaymentIntent {
  const method = getPaymentMethod(work, intent.payment_method ?? "");
  const confirmed = confirmIntent(work, intent, method, said);
  if (confirmed.status === "succeeded") postCharge(work, confirmed.latest_charge ?? "");
  return confirmed;
}

/** The shop's address with Stripe's three parameters; its own stay. */
function withOutcome(back: string, { id, client_secret, status }: PaymentIntent): string {
  const url = new URL(back);
  url.searchParams.set("payment_intent", id);
  url.searchParams.set("payment_intent_client_secret", client_secret ?? "");
  url.searchParams.set("redirect_status", status === "requires_payment_method" ? "failed" : "succeeded");
  return url.href;
}

const unknownPage = () =>
  noticePage(
    "This payment does not exist",
    "The link is incomplete, or its sandbox was reset. Go back to the shop and pay again.",
    null,
  );

const overPage = () =>
  noticePage("Nothing to confirm", "The bank already has your answer. You can close this page.", null);
