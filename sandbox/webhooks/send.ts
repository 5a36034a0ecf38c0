import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";

/** As much of an answer as the delivery log keeps, in characters. */
export const KEPT_BODY = 1000;
/** Posts to one receiver at the same time. More only make a receiver on the same machine slower. */
const AT_ONCE = 16;

export type SendResult = {
  status: number | null;
  error: string | null;
  body?: string;
  ms?: number;
};

export interface Sender {
  send(url: string, body: string, headers: Record<string, string>): Promise<SendResult>;
  close(): void;
}

/**
 * Posts webhooks, many to one receiver over kept connections. Redirects are not followed, like at Stripe: they come
 * back as the status they are. `timeoutMs` is for the whole answer, however slowly it trickles.
 */
export function createSender(timeoutMs: number): Sender {
  const http = new HttpAgent({ keepAlive: true, maxSockets: AT_ONCE });
  const https = new HttpsAgent({ keepAlive: true, maxSockets: AT_ONCE });

  const send: Sender["send"] = (url, body, headers) =>
    new Promise((resolve) => {
      const isHttps = url.startsWith("https:");
      let startedAt = Date.now();
      let timer: NodeJS.Timeout | undefined;
      const finish = (result: SendResult): void => {
        clearTimeout(timer);
        resolve({ ...result, ms: Date.now() - startedAt });
      };
      const fail = (error: Error): void => finish({ status: null, error: error.message || error.name });
      const options = {
        method: "POST",
        agent: isHttps ? https : http,
        headers: { ...headers, "content-length": Buffer.byteLength(body) },
      };
      const request = (isHttps ? httpsRequest : httpRequest)(url, options, (response) => {
        response.on("error", fail);
        readStart(response, (text) =>
          finish({ status: response.statusCode ?? 0, error: null, ...(text === "" ? {} : { body: text }) }),
        );
      });
      request.on("socket", () => {
        // Waiting for a free connection is our doing, not the receiver's.
        startedAt = Date.now();
        timer = setTimeout(() => {
          request.destroy(new Error(`No answer within ${timeoutMs / 1000} seconds`));
        }, timeoutMs);
      });
      request.on("error", fail);
      request.end(body);
    });

  const close = (): void => {
    http.destroy();
    https.destroy();
  };
  return { send, close };
}

function readStart(response: IncomingMessage, done: (text: string) => void): void {
  let text = "";
  response.setEncoding("utf8");
  response.on("data", (chunk: string) => {
    if (text.length < KEPT_BODY) text += chunk;
  });
  response.on("end", () => done(text.slice(0, KEPT_BODY)));
}
