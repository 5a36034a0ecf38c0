import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";
import type { HttpBindings } from "@hono/node-server";
import { createMiddleware } from "hono/factory";

const LOOPBACK = new Set(["127.0.0.1", "::1", "::ffff:127.0.0.1"]);
const LOCAL_NAMES = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/** Whether a request was made on this machine, to one of its own names, and not passed on by a proxy. */
export function isFromThisMachine({ socket, headers }: IncomingMessage): boolean {
  return (
    LOOPBACK.has(socket.remoteAddress ?? "") &&
    LOCAL_NAMES.test(headers.host ?? "") &&
    headers["x-forwarded-for"] === undefined
  );
}

/**
 * Refuses requests to a name of another's making: the owner of a domain can have it lead here, and its pages are then
 * this server's own to a browser. An address is no name, and one without a dot belongs to no domain.
 * @param publicOrigin the address for browsers, whose host is taken as well
 */
export const ownHostOnly = (publicOrigin: () => string) =>
  createMiddleware<{ Bindings: HttpBindings }>(async (context, next) => {
    const host = context.req.header("host") ?? "";
    if (host === hostOf(publicOrigin()) || isAddressOrPlainName(host)) return next();
    return context.json(
      {
        error: {
          message: `The sandbox does not answer for this host. Use ${publicOrigin()}, or start it with --public-origin.`,
        },
      },
      421,
    );
  });

function isAddressOrPlainName(host: string): boolean {
  const name = host.replace(/:\d+$/, "").replace(/^\[(.*)\]$/, "$1");
  return isIP(name) !== 0 || /^[a-z0-9_-]+$/i.test(name);
}

const hostOf = (origin: string): string => (URL.canParse(origin) ? new URL(origin).host : "");
