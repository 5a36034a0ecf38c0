import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import { createBankRoutes } from "./bank-routes.ts";
import { createCheckoutRoutes } from "./checkout/checkout-routes.ts";
import { createDashboard } from "./dashboard/dashboard-routes.ts";
import type { DashboardParts } from "./dashboard/parts/frame.ts";

const asset = (name: string): string => readFileSync(new URL(`./assets/${name}`, import.meta.url), "utf8");
const ASSETS: Record<string, [type: string, text: string]> = {
  "base.css": ["text/css", asset("base.css")],
  "checkout.css": ["text/css", asset("checkout.css")],
  "dashboard.css": ["text/css", asset("dashboard.css")],
  "dashboard.js": ["text/javascript", asset("dashboard.js")],
  "checkout.js": ["text/javascript", asset("checkout.js")],
  "fill-fields.js": ["text/javascript", asset("fill-fields.js")],
};
/** Fonts of packages that are used where they are installed; a browser without them has its own. */
const FONTS: Record<string, string> = {
  "text.woff2": "geist/dist/fonts/geist-sans/Geist-Variable.woff2",
  "code.woff2": "geist/dist/fonts/geist-mono/GeistMono-Variable.woff2",
  "display.woff2":
    "@fontsource-variable/bricolage-grotesque/files/bricolage-grotesque-latin-wght-normal.woff2",
};
const STRIPE_JS = asset("stripe.js");

/** What browsers see: the checkout page, the stand-in for Stripe.js, and the operator's overview. */
export function createPages(parts: DashboardParts): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.get("/c/assets/:name", (context) => {
    const name = context.req.param("name");
    const font = FONTS[name];
    if (font !== undefined) {
      const file = findInModules(font);
      if (file === undefined) return context.notFound();
      const headers = { "content-type": "font/woff2", "cache-control": "public, max-age=86400" };
      return context.body(new Uint8Array(readFileSync(file)), 200, headers);
    }
    const [type, text] = ASSETS[name] ?? [];
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
  app.route("/", createDashboard(parts));
  app.route("/", createCheckoutRoutes(parts));
  app.route("/", createBankRoutes(parts));
  return app;
}

/** A file of an installed package, in whichever folder above this one the package lies. */
const findInModules = (file: string): string | undefined =>
  (createRequire(import.meta.url).resolve.paths(file) ?? [])
    .map((folder) => join(folder, file))
    .find(existsSync);
