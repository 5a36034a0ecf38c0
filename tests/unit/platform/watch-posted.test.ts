import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { answerWith, noteAction } from "../../../server/platform/requests/posted.ts";
import { watchPosted } from "../../../server/platform/requests/watch-posted.ts";

let close = () => {};
afterEach(() => close());

/** Posts to a server whose answers are watched. */
async function post(answer: (response: ServerResponse) => void, headers: Record<string, string> = {}) {
  const server = createServer((request, response) =>
    watchPosted(request, response, "This form cannot be read.", async () => answer(response)),
  );
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  close = () => {
    server.close();
    server.closeAllConnections();
  };
  const { port } = server.address() as AddressInfo;
  const answered = await fetch(`http://127.0.0.1:${port}`, { method: "POST", headers });
  return { status: answered.status, text: await answered.text(), headers: answered.headers };
}

const FAULTS: [string, (response: ServerResponse) => void][] = [
  [
    "at once",
    (response) => {
      response.statusCode = 500;
      response.setHeader("Content-Length", 21);
      response.setHeader("ETag", "x");
      response.end("Internal Server Error");
    },
  ],
  [
    "in parts",
    (response) => {
      response.statusCode = 500;
      response.write("Internal ");
      response.end("Server Error");
    },
  ],
  ["with its head first", (response) => response.writeHead(500).end("Internal Server Error")],
  ["as an action of another build", (response) => response.writeHead(409).end("Unavailable")],
];

describe("W5: a form that no action of the shop has read", () => {
  it.each(FAULTS)("is the sender's fault, whatever Next.js answers %s", async (_how, answer) => {
    const { status, text, headers } = await post(answer);
    expect([status, text]).toEqual([400, "This form cannot be read.\n"]);
    expect(headers.has("etag")).toBe(false);
  });

  it("keeps what a script of the shop reads", async () => {
    const { status, text } = await post((response) => {
      response.setHeader("Content-Type", "text/x-component");
      response.writeHead(500).end('1:E{"digest":"1"}');
    });
    expect([status, text]).toEqual([400, '1:E{"digest":"1"}']);
  });

  it("is an ordinary answer when nothing went wrong", async () => {
    const { status, text } = await post((response) => response.end("a page"));
    expect([status, text]).toEqual([200, "a page"]);
    expect((await post((response) => response.writeHead(204).end())).status).toBe(204);
  });
});

describe("W5: a form that an action has read", () => {
  it("answers with the shop's own faults", async () => {
    const { status, text } = await post((response) => {
      noteAction();
      response.writeHead(500).end("a fault");
    });
    expect([status, text]).toEqual([500, "a fault"]);
  });

  it("answers with the status that the action chose", async () => {
    const { status, text } = await post((response) => {
      noteAction();
      answerWith(403);
      response.end("your role does not include this");
    });
    expect([status, text]).toEqual([403, "your role does not include this"]);
  });

  it("tells the request that Next.js handed it on from, and no browser", async () => {
    const refuse = (response: ServerResponse) => {
      noteAction();
      answerWith(403);
      response.end();
    };
    expect((await post(refuse, { "x-action-forwarded": "1" })).headers.get("x-latchkey-status")).toBe("403");
    expect((await post(refuse)).headers.has("x-latchkey-status")).toBe(false);
    const handed = await post((response) => {
      response.setHeader("x-latchkey-status", "400");
      response.end();
    });
    expect([handed.status, handed.headers.has("x-latchkey-status")]).toEqual([400, false]);
  });
});
