import type { HttpBindings } from "@hono/node-server";
import { type Context, Hono } from "hono";
import { z } from "zod";
import { loopbackOnly } from "../../control/loopback-only.ts";
import { StripeError } from "../../protocol/errors.ts";
import { performWork } from "../../protocol/perform-work.ts";
import type { Store } from "../../store/store.ts";
import type { Work } from "../../work/work.ts";
import { type Html, noticePage } from "../frame/layout.ts";
import * as change from "./actions.ts";
import { eventPage, eventsPage } from "./events-page.ts";
import { faultsPage } from "./faults-page.ts";
import { keysPage } from "./keys-page.ts";
import type { DashboardParts, Visit } from "./parts/frame.ts";
import { paymentPage } from "./payment-page.ts";
import { paymentsPage } from "./payments-page.ts";
import { requestsPage } from "./requests-page.ts";
import { sessionsPage } from "./sessions-page.ts";
import { webhooksPage } from "./webhooks-page.ts";

type Web = Context<{ Bindings: HttpBindings }>;

/** The operator's dashboard, at the sandbox's own address: pages to look at, small forms that change one thing. */
export function createDashboard(parts: DashboardParts): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  const { store } = parts;

  const look = (path: string, show: (context: Web, visit: Visit) => Html | null): void => {
    app.get(path, loopbackOnly, (context) => {
      const page = show(context, visitOf(context));
      return answer(
        context,
        page ??
          noticePage("Not found", "The sandbox has no such object.", {
            href: "/",
            label: "To the dashboard",
          }),
        page ? 200 : 404,
      );
    });
  };
  const act = (path: string, run: (form: change.Form, id: string) => string | Promise<string>): void => {
    app.post(path, loopbackOnly, async (context) => {
      const form = await readForm(context);
      const back = backTo(form.back?.[0]);
      try {
        back.searchParams.set("done", await run(form, context.req.param("id") ?? ""));
      } catch (error) {
        back.searchParams.set("problem", complaintOf(error));
      }
      return context.redirect(`${back.pathname}${back.search}`, 303);
    });
  };
  const work = (path: string, run: (work: Work, form: change.Form, id: string) => string): void =>
    act(path, (form, id) => {
      const result = performWork(parts, (work) => run(work, form, id));
      if (result instanceof StripeError) throw result;
      return result;
    });

  look("/", (context, visit) => {
    const request = context.req.query("request");
    return request === undefined
      ? paymentsPage(parts, visit, context.req.query())
      : requestsPage(parts, visit, request);
  });
  look("/payments/:id", (context, visit) => {
    const intent = store.paymentIntents.get(context.req.param("id") ?? "");
    return intent ? paymentPage(parts, visit, intent) : null;
  });
  look("/sessions", (context, visit) => sessionsPage(parts, visit, context.req.query()));
  look("/events", (context, visit) => eventsPage(parts, visit, context.req.query()));
  look("/events/:id", (context, visit) => {
    const event = store.events.get(context.req.param("id") ?? "");
    return event ? eventPage(parts, visit, event) : null;
  });
  look("/webhooks", (_, visit) => webhooksPage(parts, visit));
  look("/keys", (_, visit) => keysPage(parts, visit));
  look("/faults", (_, visit) => faultsPage(parts, visit));
  look("/requests", (context, visit) => requestsPage(parts, visit, context.req.query("id")));
  app.get("/find", loopbackOnly, (context) => {
    const typed = (context.req.query("id") ?? "").trim();
    const missing = new URLSearchParams({ problem: `Nothing was found for '${typed}'.` });
    return context.redirect(placeOf(store, typed) ?? `/?${missing}`, 303);
  });

  for (const [name, run] of Object.entries(change.moneyChanges))
    work(`/payments/:id/${name}`, (work, form, id) => run(work, id, form));
  work("/disputes/:id/close", (work, form, id) => change.closeByVerdict(work, id, form));
  work("/sessions/:id/expire", (work, _, id) => change.expireByHand(work, id));
  work("/events/:id/resend", (work, form, id) => change.resendByHand(work, id, form));
  work("/keys", (work, form) => change.mintKey(work, form));
  work("/keys/:id", (work, form, id) => change.changeKey(work, id, form));
  work("/webhooks", (work, form) => change.addEndpoint(work, form));
  work("/webhooks/:id", (work, form, id) => change.changeEndpoint(work, id, form));
  act("/faults", (form) => change.addFault(parts, form));
  act("/faults/clear", (form) => change.clearFaults(parts, form));
  act("/clock", (form) => change.advanceClock(parts, form));
  return app;
}

function visitOf(context: Web): Visit {
  const url = new URL(context.req.url);
  const [done, problem] = ["done", "problem"].map((name) => url.searchParams.get(name));
  for (const name of ["done", "problem"]) url.searchParams.delete(name);
  return { here: url.pathname + url.search, done: done ?? null, problem: problem ?? null };
}

/** Only a page of the dashboard: a form must not lead anywhere else. */
function backTo(path = "/"): URL {
  const here = "http://dashboard.invalid";
  const url = URL.canParse(path, here) ? new URL(path, here) : new URL(here);
  return url.origin === here ? url : new URL(here);
}

async function readForm(context: Web): Promise<change.Form> {
  const form = await context.req.parseBody({ all: true });
  return Object.fromEntries(
    Object.entries(form).map(([name, value]) => [
      name,
      [value].flat().filter((one) => typeof one === "string"),
    ]),
  );
}

function complaintOf(error: unknown): string {
  if (error instanceof StripeError) return error.message;
  if (error instanceof z.ZodError) return z.prettifyError(error);
  throw error;
}

/** Where an object is shown, by its id or by what a person knows of it. */
function placeOf(store: Store, typed: string): string | null {
  const intentOf = (id: string): string | null | undefined =>
    store.paymentIntents.get(id)?.id ??
    (store.charges.get(id) ?? store.refunds.get(id) ?? store.disputes.get(id) ?? store.sessions.get(id))
      ?.payment_intent;
  const intent = intentOf(typed);
  if (intent) return `/payments/${intent}`;
  if (store.events.get(typed)) return `/events/${typed}`;
  if (typed.startsWith("req_")) return `/requests?id=${encodeURIComponent(typed)}`;
  if (store.sessions.get(typed)) return `/_sandbox/objects/${typed}`;
  if (typed === "") return null;
  for (const session of store.sessions.walk()) {
    const isIt = session.client_reference_id === typed || session.customer_details?.email === typed;
    if (isIt && session.payment_intent) return `/payments/${session.payment_intent}`;
  }
  return null;
}

function answer(context: Web, page: Html, status: 200 | 404) {
  context.header(
    "content-security-policy",
    "default-src 'none'; style-src 'self'; font-src 'self'; script-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  );
  context.header("cache-control", "no-store");
  return context.html(page, status);
}
