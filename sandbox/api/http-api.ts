import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { Hono } from "hono";
import { isFromThisMachine } from "../protocol/callers.ts";
import type { ApiParts } from "./call.ts";
import { handleRequest } from "./handle-request.ts";

/** Bodies larger than this are nothing Stripe would take either. */
const MAX_BODY_BYTES = 1_000_000;

/** Stripe's API over HTTP: bytes in, bytes out, and the connection's end where a fault wants it. */
export function createHttpApi(parts: ApiParts): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.all("*", async (context) => {
    if (Number(context.req.header("content-length") ?? 0) > MAX_BODY_BYTES)
      return context.text("Too large", 413);
    const url = new URL(context.req.url);
    const outcome = await handleRequest(parts, {
      method: context.req.method,
      path: url.pathname.replace(/(?<=.)\/$/, ""),
      query: url.search.slice(1),
      body: await context.req.text(),
      isLocal: isFromThisMachine(context.env.incoming),
      header: (name) => context.req.header(name),
    });
    const { outgoing } = context.env;
    if ("cut" in outcome) {
      outgoing.socket?.destroy();
      return RESPONSE_ALREADY_SENT;
    }
    if ("hangMs" in outcome) {
      const timer = setTimeout(() => outgoing.socket?.destroy(), outcome.hangMs);
      outgoing.on("close", () => clearTimeout(timer));
      return RESPONSE_ALREADY_SENT;
    }
    return new Response(outcome.body, { status: outcome.status, headers: outcome.headers });
  });
  return app;
}
