import type { AddressInfo } from "node:net";
import { createServer } from "node:net";

/**
 * A mail server that takes everything (RFC 5321, the least of it) and has no TLS. `messages` are the mails as they
 * came, `recipients` whom it was told to take them to.
 */
export async function openMailServer() {
  const messages: string[] = [];
  const recipients: string[] = [];
  const server = createServer((socket) => {
    let text = "";
    let isData = false;
    const answer = (line: string) => socket.write(`${line}\r\n`);
    answer("220 ready");
    socket.on("error", () => undefined);
    socket.on("data", (chunk) => {
      text += chunk;
      for (;;) {
        const end = text.indexOf(isData ? "\r\n.\r\n" : "\r\n");
        if (end < 0) return;
        const part = text.slice(0, end);
        text = text.slice(end + (isData ? 5 : 2));
        if (isData) messages.push(part);
        else recipients.push(...(/^RCPT TO:(.*)/i.exec(part)?.slice(1) ?? []));
        const isStart = !isData && /^DATA/i.test(part);
        if (!isData && /^QUIT/i.test(part)) return void socket.end("221 bye\r\n");
        answer(isStart ? "354 go on" : "250 well");
        isData = isStart;
      }
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  return { url: `smtp://127.0.0.1:${port}`, messages, recipients, close: () => server.close() };
}
