import { Agent as HttpAgent, request as httpRequest } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";

/** Stripe gives a receiver a few seconds too. */
const TIMEOUT_MS = 10_000;

export type SendResult = { status: number; error: null } | { status: null; error: string };

/**
 * Posts webhooks, many to one receiver over kept connections. Redirects are not followed, like at Stripe: they come
 * back as the status they are.
 */
export function createSender(): {
  send(url: string, body: string, headers: Record<string, string>): Promise<SendResult>;
  close(): void;
} {
  const http = new HttpAgent({ keepAlive: true, maxSockets: 16 });
  const https = new HttpsAgent({ keepAlive: true, maxSockets: 16 });

  const send = (url: string, body: string, headers: Record<string, string>): Promise<SendResult> =>
    new Promise((resolve) => {
      const isHttps = url.startsWith("https:");
      const fail = (error: Error): void => resolve({ status: null, error: error.message || error.name });
      const options = {
        method: "POST",
        agent: isHttps ? https : http,
        headers: { ...headers, "content-length": Buffer.byteLength(body) },
        timeout: TIMEOUT_MS,
      };
      const request = (isHttps ? httpsRequest : httpRequest)(url, options, (response) => {
        response.on("error", fail);
        response.on("end", () => resolve({ status: response.statusCode ?? 0, error: null }));
        response.resume();
      });
      request.on("timeout", () =>
        request.destroy(new Error(`No answer within ${TIMEOUT_MS / 1000} seconds`)),
      );
      request.on("error", fail);
      request.end(body);
    });

  const close = (): void => {
    http.destroy();
    https.destroy();
  };
  return { send, close };
}
