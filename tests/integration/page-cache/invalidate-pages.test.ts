import { createServer, get } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { isRevalidationSecret, startRevalidation } from "../../../server/page-cache/invalidate-pages.ts";
import { announce, CHANGED_MUG, stopAfterTest, useCatalog } from "../../support/page-cache-fixture.ts";

useCatalog();

describe("a web process", () => {
  /** The requests to itself that it got, and the answer it holds back for a page. */
  async function openWebProcess({ isFirstRefused = false } = {}) {
    const requests: unknown[] = [];
    let finishPage = () => {};
    let tellAsked = () => {};
    const asked = new Promise<void>((done) => {
      tellAsked = done;
    });
    const web = createServer(async (request, response) => {
      if (request.method === "GET") {
        finishPage = () => {
          requests.push("page");
          response.end();
        };
        return tellAsked();
      }
      const isSecret = isRevalidationSecret(String(request.headers["x-latchkey-revalidation"]));
      requests.push([request.method, request.url, isSecret, JSON.parse(await text(request))]);
      response.writeHead(isFirstRefused && requests.length === 1 ? 500 : 204).end();
    });
    await new Promise<void>((done) => web.listen(0, "127.0.0.1", done));
    const { port } = web.address() as AddressInfo;
    stopAfterTest(await startRevalidation(`http://127.0.0.1:${port}`), async () => {
      web.close();
      web.closeAllConnections();
    });
    return { requests, port, asked, finishPage: () => finishPage() };
  }
  const SENT = ["POST", "/internal/revalidate", true, { paths: CHANGED_MUG }];

  it("sends itself the pages with its secret, again when that fails", async () => {
    const { requests } = await openWebProcess({ isFirstRefused: true });
    expect(await announce(["clay-mug"])).toEqual({ confirmed: 1, unconfirmed: 0 });
    expect(requests).toEqual([SENT, SENT]);
  });

  it("confirms only when pages that were being rendered are finished and forgotten too", async () => {
    const web = await openWebProcess();
    const page = new Promise((done) => get(`http://127.0.0.1:${web.port}/products/clay-mug`, done));
    let looks = 0;
    const onWait = () => {
      // Three looks after the first request to itself, none of them confirmed: the page was begun before it.
      if (web.requests.length !== 1) return;
      looks += 1;
      if (looks === 3) web.finishPage();
    };
    await web.asked;
    expect(await announce(["clay-mug"], { onWait })).toEqual({ confirmed: 1, unconfirmed: 0 });
    await page;
    expect(web.requests).toEqual([SENT, "page", SENT]);
  });
});
