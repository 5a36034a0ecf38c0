import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { answerQuestions } from "../lib/answer-questions.ts";

type Question = { bytes: Uint8Array; headers: Record<string, string> };

/** The least that a server of Node.js can do: the same bytes for everybody. @returns its port */
answerQuestions(async ({ bytes, headers }: Question) => {
  const body = Buffer.from(bytes);
  const server = createServer((_, answer) => answer.writeHead(200, headers).end(body));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
});
