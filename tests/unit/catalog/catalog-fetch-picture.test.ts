import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fetchPicture, PictureRefused, type Reach } from "../../../server/catalog/pictures/fetch-picture.ts";

/** What only a test may reach: the server in its own process. */
const LOCAL: Reach = {
  protocols: ["http:"],
  isAllowedAddress: (address) => ["127.0.0.1", "::1"].includes(address),
};

let server: Server;
let origin: string;
let hits = 0;

const ANSWERS: Record<string, RequestListener> = {
  "/picture": (_, response) => response.end("bytes"),
  "/moved": (_, response) => response.writeHead(302, { location: "/picture" }).end(),
  "/to-metadata": (_, response) =>
    response.writeHead(302, { location: "http://169.254.169.254/latest" }).end(),
  "/to-file": (_, response) => response.writeHead(302, { location: "file:///etc/passwd" }).end(),
  "/round": (_, response) => response.writeHead(302, { location: "/round" }).end(),
  "/missing": (_, response) => response.writeHead(404).end(),
  "/announced": (_, response) => response.writeHead(200, { "content-length": 16 * 1024 * 1024 }).end(),
  "/endless": (_, response) => {
    const megabyte = Buffer.alloc(1024 * 1024);
    const more = () => {
      while (!response.destroyed && response.write(megabyte));
    };
    response.on("drain", more);
    more();
  },
  "/cut": (_, response) => {
    response.writeHead(200, { "content-length": 100 });
    response.write("half", () => response.destroy());
  },
};

beforeAll(async () => {
  server = createServer((request, response) => {
    hits += 1;
    ANSWERS[request.url ?? ""]?.(request, response);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

describe("fetchPicture", () => {
  it("fetches, and follows a redirect", async () => {
    expect((await fetchPicture(`${origin}/picture`, LOCAL)).toString()).toBe("bytes");
    expect((await fetchPicture(`${origin}/moved`, LOCAL)).toString()).toBe("bytes");
    expect(
      (await fetchPicture(`${origin.replace("127.0.0.1", "localhost")}/picture`, LOCAL)).toString(),
    ).toBe("bytes");
  });

  it.each([
    ["/to-metadata", /169\.254\.169\.254 is not a public address/],
    ["/to-file", /not an https address/],
    ["/round", /more than 5 times/],
    ["/missing", /answered 404/],
    ["/announced", /larger than 15 MB/],
    ["/endless", /larger than 15 MB/],
    ["/cut", /cut|aborted/],
  ])("refuses %s", async (path, reason) => {
    const refused = fetchPicture(`${origin}${path}`, LOCAL);
    await expect(refused).rejects.toThrow(PictureRefused);
    await expect(refused).rejects.toThrow(reason);
  });

  it("asks nobody when the address is not of the open internet", async () => {
    hits = 0;
    const { port } = server.address() as AddressInfo;
    const addresses = [
      `${origin}/picture`,
      ...["127.0.0.1", "localhost", "127.1", "2130706433", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0"].map(
        (host) => `https://${host}:${port}/picture`,
      ),
      ...[
        "ftp://example.com/a",
        "file:///etc/passwd",
        "https://user:word@example.com/a",
        "//example.com/a",
        "",
      ],
    ];
    for (const address of addresses)
      await expect(fetchPicture(address), address).rejects.toThrow(PictureRefused);
    expect(hits).toBe(0);
  });

  it("checks the address that a name leads to, at the connection itself", async () => {
    const reach: Reach = { protocols: ["http:"], isAllowedAddress: () => false };
    const { port } = server.address() as AddressInfo;
    hits = 0;
    await expect(fetchPicture(`http://localhost:${port}/picture`, reach)).rejects.toThrow(
      /not a public address/,
    );
    expect(hits).toBe(0);
  });
});
