// Loaded before the web server's own code: Next.js gives no way to say how long a client may take for the head of
// a request. Node waits a minute, and looks only every half: a client that opens many and sends nothing holds them all.
import http from "node:http";
import { syncBuiltinESMExports } from "node:module";

const LIMITS = { headersTimeout: 10_000, connectionsCheckingInterval: 1_000 };
const { createServer } = http;

http.createServer = (...given) => {
  const hasOptions = typeof given[0] === "object";
  const [options, listener] = hasOptions ? given : [{}, given[0]];
  return createServer({ ...LIMITS, ...options }, listener);
};
syncBuiltinESMExports();
