import net from "node:net";

export type RawAnswer = { status: number; head: string; body: string; ms: number };

type Where = { port: number; host?: string };
type Sent = {
  method?: string;
  path?: string;
  /** By name; null leaves one out that would be sent, Host among them. */
  headers?: Record<string, string | null>;
  body?: string;
};

/** Sends a request byte by byte as it is said here, which no library would, and reads until the connection ends. */
export function sendRaw(
  { port, host = "127.0.0.1" }: Where,
  text: string,
  mostMs = 30_000,
): Promise<RawAnswer> {
  const began = performance.now();
  return new Promise((done, fail) => {
    const socket = net.connect(port, host, () => socket.write(text));
    let received = "";
    socket.setEncoding("utf8").setTimeout(mostMs, () => socket.destroy(new Error("no answer")));
    socket.on("data", (chunk: string) => {
      received += chunk;
    });
    let fault: Error | undefined;
    socket.on("error", (error) => {
      fault = error;
    });
    socket.on("close", () => {
      if (received === "") return fail(fault ?? new Error("closed without an answer"));
      const [head = "", ...rest] = received.split("\r\n\r\n");
      const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? 0);
      done({ status, head, body: rest.join("\r\n\r\n"), ms: performance.now() - began });
    });
  });
}

/** The text of a request that asks for one answer. */
export function requestText(
  port: number,
  { method = "GET", path = "/", headers = {}, body = "" }: Sent,
): string {
  const sent = {
    Host: `localhost:${port}`,
    Connection: "close",
    ...(body === "" ? {} : { "Content-Length": String(Buffer.byteLength(body)) }),
    ...headers,
  };
  const lines = Object.entries(sent).flatMap(([name, value]) =>
    value === null ? [] : `${name}: ${value}\r\n`,
  );
  return `${method} ${path} HTTP/1.1\r\n${lines.join("")}\r\n${body}`;
}

export const send = (where: Where, request: Sent): Promise<RawAnswer> =>
  sendRaw(where, requestText(where.port, request));

const BOUNDARY = "----form";

/** A form as browsers without JavaScript send it. */
export function formRequest(
  path: string,
  fields: Record<string, string>,
  headers: Sent["headers"] = {},
): Sent {
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const type = { "Content-Type": `multipart/form-data; boundary=${BOUNDARY}` };
  return {
    method: "POST",
    path,
    headers: { ...type, ...headers },
    body: `${parts.join("")}--${BOUNDARY}--\r\n`,
  };
}
