import { readFileSync } from "node:fs";
import type { HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import { onlyFromHere } from "../control/only-from-here.ts";
import type { ApiParts } from "../protocol/call.ts";
import { createCheckoutRoutes } from "./checkout-routes.ts";
import { dashboardPage } from "./dashboard-page.ts";

const asset = (name: string): string => readFileSync(new URL(`./assets/${name}`, import.meta.url), "utf8");
const ASSETS: Record<string, [type: string, text: string]> = {
  "checkout.css": ["text/css", asset("checkout.css")],
  "dashboard.css": ["text/css", asset("dashboard.css")],
  "checkout.js": ["text/javascript", asset("checkout.js")],
};
const STRIPE_JS = asset("stripe.js");

/** What browsers see: the checkout page, the stand-in for Stripe.js, and the operator's overview. */
export function createPages(parts: ApiParts): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.get("/c/assets/:name", (context) => {
    const [type, text] = ASSETS[context.req.param("name")] ?? [];
    if (type === undefined || text === undefined) return context.notFound();
    return context.body(text, 200, { "content-type": `${type}; charset=utf-8`, "cache-control": "no-cache" });
  });
  // Any page may load it, from any machine: it is to the shop's pages what js.stripe.com would be.
  app.get("/_sandbox/stripe.js", (context) =>
    context.body(STRIPE_JS, 200, {
      "content-type": "text/javascript; charset=utf-8",
      "cache-control": "no-cache",
      "access-control-allow-origin": "*",
      "cross-origin-resource-policy": "cross-origin",
    }),
  );
  app.get("/", onlyFromHere, (context) => context.html(dashboardPage(parts, context.req.query("request"))));
  app.route("/", createCheckoutRoutes(parts));
  return app;
}
