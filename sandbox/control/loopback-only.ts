import type { HttpBindings } from "@hono/node-server";
import { createMiddleware } from "hono/factory";
import { isFromThisMachine } from "../protocol/callers.ts";

/** Lets in only programs and people on this machine, and no page that a browser here has open from elsewhere. */
export const loopbackOnly = createMiddleware<{ Bindings: HttpBindings }>(async (context, next) => {
  const site = context.req.header("sec-fetch-site");
  const isForeignPage = site !== undefined && site !== "same-origin" && site !== "none";
  const isForeignOrigin = !isOwnOrigin(context.req.header("origin"), context.req.header("host"));
  const isForeign = isForeignPage || isForeignOrigin;
  // Looking is harmless where a link leads here from the shop's own pages.
  if (isFromThisMachine(context.env.incoming) && (!isForeign || context.req.method === "GET")) return next();
  return context.json(
    { error: { message: "The sandbox's control API answers only requests from this machine." } },
    403,
  );
});

/** Programs send no origin; a browser that is too old to say where a request comes from does. */
const isOwnOrigin = (origin: string | undefined, host: string | undefined): boolean =>
  origin === undefined || origin === `http://${host}`;
