import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { z } from "zod";
import { newId } from "../objects/ids.ts";
import type { Audience } from "../work/work.ts";
import { KEPT_BODY, type SendResult } from "./send.ts";

/** Where `stripe listen` opens its socket. */
export const LISTEN_PATH = "/_sandbox/stripecli";
const PROTOCOL = "stripecli-devproxy-v1";
/** A listener that has not acknowledged an event by then is gone. */
const PATIENCE_MS = 10_000;

/** What the CLI says: it has the event; its receiver answered. */
const spoken = z.discriminatedUnion("type", [
  z.object({ type: z.literal("event_ack"), webhook_conversation_id: z.string() }),
  z.object({
    type: z.literal("webhook_response"),
    webhook_conversation_id: z.string(),
    status: z.number(),
    body: z.string().optional(),
  }),
]);

interface Listener {
  secret: string;
  send(delivery: string, event: string, body: string, headers: Record<string, string>): Promise<SendResult>;
}

export interface Listeners extends Audience {
  get(id: string): Listener | undefined;
  isListener(id: string): boolean;
  /** Takes a socket over, or refuses it. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Tells what a receiver behind the CLI answered. It comes after the CLI's own word, and not for what it filters. */
  onAnswer(hear: (delivery: string, result: SendResult) => void): void;
  close(): void;
}

interface Session {
  id: string;
  secret: string;
  socket: WebSocket | null;
  waiting: Map<string, (result: SendResult) => void>;
}

/**
 * The other end of `stripe listen`: each event goes down a socket, and the receiver's answer comes up. A listener that
 * is gone has missed what happened meanwhile, as at Stripe. Forgotten at the end of the process: the CLI comes again.
 */
export function createListeners(): Listeners {
  const sessions = new Map<string, Session>();
  const server = new WebSocketServer({ noServer: true, handleProtocols: () => PROTOCOL });
  let onAnswer: (delivery: string, result: SendResult) => void = () => undefined;

  const attach = (session: Session, socket: WebSocket): void => {
    session.socket?.terminate();
    session.socket = socket;
    socket.on("message", (data) => {
      const message = spoken.safeParse(readJson(String(data))).data;
      if (!message) return;
      session.waiting.get(message.webhook_conversation_id)?.({ status: 200, error: null });
      if (message.type === "event_ack") return;
      const { status, body } = message;
      const result = { status, error: null, ...(body ? { body: body.slice(0, KEPT_BODY) } : {}) };
      onAnswer(message.webhook_conversation_id, result);
    });
    socket.on("error", () => socket.terminate());
    socket.on("close", () => {
      if (session.socket !== socket) return;
      session.socket = null;
      for (const finish of session.waiting.values())
        finish({ status: null, error: "The listener went away" });
    });
  };

  return {
    admit({ secret }) {
      const id = newId("cli_session");
      sessions.set(id, { id, secret, socket: null, waiting: new Map() });
      return id;
    },
    connected: () => [...sessions.values()].filter(({ socket }) => socket !== null).map(({ id }) => id),
    isListener: (id) => id.startsWith("cliws_"),
    get(id) {
      const session = sessions.get(id);
      if (!session) return undefined;
      return {
        secret: session.secret,
        send: (delivery, event, body, headers) => tell(session, delivery, event, body, headers),
      };
    },
    upgrade(request, socket, head) {
      const session = sessions.get(String(request.headers["websocket-id"] ?? ""));
      if (!request.url?.startsWith(LISTEN_PATH) || !session) return refuse(socket);
      server.handleUpgrade(request, socket, head, (opened) => attach(session, opened));
    },
    onAnswer(hear) {
      onAnswer = hear;
    },
    close() {
      for (const { socket } of sessions.values()) socket?.terminate();
      server.close();
    },
  };
}

function tell(
  session: Session,
  delivery: string,
  event: string,
  body: string,
  headers: Record<string, string>,
): Promise<SendResult> {
  const { socket, waiting } = session;
  if (!socket) return Promise.resolve({ status: null, error: "Nobody listens" });
  return new Promise((resolve) => {
    const timer = setTimeout(
      () => finish({ status: null, error: "The listener did not answer" }),
      PATIENCE_MS,
    );
    timer.unref();
    const finish = (result: SendResult): void => {
      clearTimeout(timer);
      waiting.delete(delivery);
      resolve(result);
    };
    waiting.set(delivery, finish);
    socket.send(
      JSON.stringify({
        type: "webhook_event",
        endpoint: { api_version: null, url: "", status: "enabled" },
        event_payload: body,
        http_headers: headers,
        webhook_conversation_id: delivery,
        webhook_id: event,
      }),
    );
  });
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The sentence by which the CLI knows that it has to ask for a session again. */
function refuse(socket: Duplex): void {
  const body = JSON.stringify({ error: { message: "Unknown WebSocket ID." } });
  socket.end(
    `HTTP/1.1 404 Not Found\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}
