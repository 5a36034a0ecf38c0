import type { HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import type { ApiParts } from "../../api/call.ts";
import { getSession } from "../../checkout/checkout-sessions.ts";
import { choosePromotionCode } from "../../checkout/order/discounts.ts";
import { chooseShipping } from "../../checkout/order/shipping.ts";
import { recoverSession } from "../../checkout/session/recover-session.ts";
import { formatAmount } from "../../objects/currencies.ts";
import type { CheckoutSession } from "../../objects/stripe-objects.ts";
import { StripeError } from "../../protocol/errors.ts";
import { performWork } from "../../protocol/perform-work.ts";
import type { Work } from "../../work/work.ts";
import { answerPage, type FormValues, type PageStatus, readValues, type Web } from "../frame/answer-page.ts";
import { authenticationPage } from "../frame/authentication-page.ts";
import { type Html, noticePage } from "../frame/layout.ts";
import { checkoutPage } from "./checkout-page.ts";
import { localeOf } from "./checkout-view.ts";
import { authenticateWithForm, type PayOutcome, payWithForm, returnAddress } from "./pay-with-form.ts";

type Refusal = Extract<PayOutcome, { state: "error" }>;

/** A checkout page somewhere: `base` is its path, `query` what must stay behind it. */
interface Place {
  session: CheckoutSession;
  base: string;
  query: string;
  /** The origin of the page around an embedded form; null for the hosted page. */
  parentOrigin: string | null;
}

/** The checkout page by itself under /c/pay, inside the shop's page under /c/embed; both the same steps. */
export function createCheckoutRoutes(parts: ApiParts): Hono<{ Bindings: HttpBindings }> {
  const { store } = parts;
  const app = new Hono<{ Bindings: HttpBindings }>();

  const hosted = (context: Web): Place | null => {
    const session = store.sessions.get(context.req.param("id") ?? "");
    if (session?.ui_mode !== "hosted_page") return null;
    return { session, base: `/c/pay/${session.id}`, query: "", parentOrigin: null };
  };

  /** Only who holds the client secret, the shop's page, may show it. */
  const embedded = (context: Web): Place | null => {
    const secret = context.req.param("id") ?? "";
    const id = secret.split("_secret_")[0] ?? "";
    const session = store.sessions.get(id);
    const parent = context.req.query("parent") ?? "";
    if (!session || store.hiddenFields.get(id)?.clientSecret !== secret || !URL.canParse(parent)) return null;
    const { origin } = new URL(parent);
    return {
      session,
      base: `/c/embed/${secret}`,
      query: `?${new URLSearchParams({ parent: origin })}`,
      parentOrigin: origin,
    };
  };

  for (const [path, find] of [
    ["/c/pay/:id", hosted],
    ["/c/embed/:id", embedded],
  ] as const) {
    app.get(path, (context) => show(context, find(context)));
    app.post(path, async (context) => {
      const place = find(context);
      const values = await readValues(context);
      if (!place) return show(context, null);
      if (values.step) return takeStep(context, place, values);
      return finish(context, place, values, payWithForm(parts, place.session.id, values));
    });
    app.get(`${path}/authenticate`, (context) => {
      const place = find(context);
      if (!place || !isAsking(place.session)) return show(context, place);
      return page(
        context,
        authenticationPage(totalOf(place.session), bankAddress(place), place.base + place.query),
        place,
      );
    });
    app.post(`${path}/authenticate`, async (context) => {
      const place = find(context);
      const { answer } = await readValues(context);
      if (!place) return show(context, null);
      return finish(context, place, {}, authenticateWithForm(parts, place.session.id, answer === "complete"));
    });
  }

  /** The address of a session that expired: leads to a new one with the same contents. */
  app.get("/c/recover/:id", (context) => {
    const expired = store.sessions.get(context.req.param("id"));
    const session = expired && performWork(parts, (work) => recoverSession(work, expired));
    if (session instanceof StripeError) throw session;
    if (session?.url) return context.redirect(session.url, 303);
    return page(context, expired ? overPage(expired) : unknownPage(), null, expired ? 410 : 404);
  });

  const isAsking = (session: CheckoutSession): boolean =>
    session.status === "open" &&
    store.paymentIntents.get(session.payment_intent ?? "")?.status === "requires_action";

  function show(context: Web, place: Place | null, values: FormValues = {}, error: Refusal | null = null) {
    if (!place) return page(context, unknownPage(), null, 404);
    // Read again: the step that was just taken may have changed it.
    const session = store.sessions.get(place.session.id) ?? place.session;
    if (session.status !== "open")
      return page(context, overPage(session), place, session.status === "complete" ? 200 : 410);
    const { parentOrigin } = place;
    const view = { session, action: place.base + place.query, parentOrigin, values, error };
    return page(context, checkoutPage(store, view), place, error ? (error.status === 402 ? 402 : 400) : 200);
  }

  /** A step before paying: changes the session's amounts, and shows the page with the answers so far. */
  function takeStep(context: Web, place: Place, values: FormValues) {
    const changed = performWork(parts, (work) => changeBeforePaying(work, place.session.id, values));
    const error =
      changed instanceof StripeError
        ? {
            state: "error" as const,
            message:
              values.step === "promotion"
                ? "This code is not valid. Check it, or continue without one."
                : changed.message,
            field: values.step === "promotion" ? "promotion_code" : null,
            status: 400,
          }
        : null;
    return show(context, place, values, error);
  }

  /** The script asks for JSON; a plain form gets a redirect or the page again. */
  async function finish(context: Web, place: Place, values: FormValues, outcome: PayOutcome) {
    const call = { method: "POST", path: `/v1/payment_pages/${place.session.id}/confirm` };
    if (outcome.state === "complete" && parts.faults.take("event_before_answer", call))
      await parts.deliverNow();
    if (context.req.header("accept")?.includes("application/json")) return context.json(outcome);
    if (outcome.state === "complete" && outcome.redirect) return context.redirect(outcome.redirect, 303);
    if (outcome.state === "requires_action") return context.redirect(bankAddress(place), 303);
    return show(context, place, values, outcome.state === "error" ? outcome : null);
  }
  return app;
}

function changeBeforePaying(work: Work, id: string, values: FormValues): CheckoutSession {
  const found = getSession(work, id);
  const rate = values.shipping_rate;
  const session = rate ? chooseShipping(work, found, rate) : found;
  if (values.step === "promotion") return choosePromotionCode(work, session, values.promotion_code ?? "");
  return values.step === "remove_promotion" ? choosePromotionCode(work, session, null) : session;
}

const bankAddress = (place: Place): string => `${place.base}/authenticate${place.query}`;

const totalOf = (session: CheckoutSession): string =>
  formatAmount(session.amount_total ?? 0, session.currency ?? "usd", localeOf(session));

const unknownPage = (): Html =>
  noticePage(
    "This checkout does not exist",
    "The link is incomplete, or its sandbox was reset. Go back to the shop and check out again.",
    null,
  );

function overPage(session: CheckoutSession): Html {
  const isDone = session.status === "complete";
  const href = isDone ? returnAddress(session) : session.cancel_url;
  const link = href ? { href, label: isDone ? "Continue" : "Back to the shop" } : null;
  if (!isDone)
    return noticePage(
      "This checkout has expired",
      "Nothing was charged. Go back to the shop to start again.",
      link,
    );
  if (session.payment_status === "unpaid")
    return noticePage("Thank you", "Your payment is on its way. The shop is notified when it arrives.", link);
  return noticePage("Payment complete", "Thank you. The shop has been notified.", link);
}

const page = (context: Web, content: Html, place: Place | null, status: PageStatus = 200) =>
  answerPage(context, content, place?.parentOrigin ?? null, status);
