import type { HttpBindings } from "@hono/node-server";
import { createMiddleware } from "hono/factory";

const LOOPBACK = new Set(["127.0.0.1", "::1", "::ffff:127.0.0.1"]);
const LOCAL_NAMES = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/**
 * Lets in only programs and people on this machine. The address alone is not enough: a page in the operator's browser
 * could post here (Sec-Fetch-Site), reach us under a name of its own (Host), or come through a proxy (X-Forwarded-For).
 */
export const loopbackOnly = createMiddleware<{ Bindings: HttpBindings }>(async (context, next) => {
  const address = context.env.incoming.socket.remoteAddress ?? "";
  const site = context.req.header("sec-fetch-site");
  const isForeignPage = site !== undefined && site !== "same-origin" && site !== "none";
  const isLocal =
    LOOPBACK.has(address) &&
    LOCAL_NAMES.test(context.req.header("host") ?? "") &&
    context.req.header("x-forwarded-for") === undefined;
  // Looking is harmless where a link leads here from the shop's own pages.
  if (isLocal && (!isForeignPage || context.req.method === "GET")) return next();
  return context.json(
    { error: { message: "The sandbox's control API answers only requests from this machine." } },
    403,
  );
});
