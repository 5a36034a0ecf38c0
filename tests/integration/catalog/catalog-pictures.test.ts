import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Reach } from "../../../server/catalog/pictures/fetch-picture.ts";
import { preparePendingPictures } from "../../../server/catalog/pictures/prepare-pending-pictures.ts";
import { listenForChanges } from "../../../server/page-cache/listen-for-changes.ts";
import { closeDb, pool } from "../../../server/platform/db.ts";
import { useDatabase, useEnvironment } from "../../support/database.ts";

/** What only a test may reach: the server in its own process. */
const LOCAL: Reach = { protocols: ["http:"], isAllowedAddress: (address) => address === "127.0.0.1" };
const media = mkdtempSync(join(tmpdir(), "latchkey-media-"));

let server: Server;
let hits: string[] = [];

beforeAll(async () => {
  await useDatabase();
  useEnvironment({ MEDIA_DIR: media });
  const picture = await sharp({ create: { width: 500, height: 250, channels: 3, background: "#36a" } })
    .webp()
    .toBuffer();
  server = createServer((request, response) => {
    hits.push(request.url ?? "");
    if (request.url === "/picture") response.end(picture);
    else response.writeHead(404).end();
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await pool().query("INSERT INTO products (slug, title) VALUES ('mug', 'Mug'), ('lamp', 'Lamp')");
  await pool().query(
    `INSERT INTO product_images (product_id, position, source)
     SELECT p.id, i.position, $1 || i.path FROM products p, (VALUES (1, '/picture'), (2, '/missing')) AS i (position, path)
     UNION ALL SELECT p.id, 3, '/demo/a' FROM products p`,
    [origin],
  );
});
afterAll(async () => {
  server.close();
  await closeDb();
  rmSync(media, { recursive: true });
});

describe("pictures that came in by address", () => {
  it("M13 are prepared once for all their products, announced, and a failure is kept and waits", async () => {
    const heard: string[] = [];
    const stop = await listenForChanges(async (paths) => void heard.push(...paths));
    expect(await preparePendingPictures(10, LOCAL)).toEqual({ prepared: 1, failed: 1 });
    const { rows } = await pool().query(
      "SELECT DISTINCT position, base, widths, width, height FROM product_images ORDER BY position",
    );
    expect(rows).toEqual([
      {
        position: 1,
        base: expect.stringMatching(/^\/media\/[0-9a-f]{64}\/picture$/),
        widths: [480, 500],
        width: 500,
        height: 250,
      },
      { position: 2, base: null, widths: [], width: null, height: null },
      { position: 3, base: null, widths: [], width: null, height: null },
    ]);
    const announced = ["/collections/all", "/home/shop", "/products/lamp", "/products/mug"];
    await vi.waitFor(() => expect(new Set(heard)).toEqual(new Set(announced)), 120_000);
    const failures = await pool().query(
      "SELECT position, failed_at IS NOT NULL AS failed FROM product_images GROUP BY 1, 2 ORDER BY 1",
    );
    expect(failures.rows, "M13 the admin is told which").toEqual([
      { position: 1, failed: false },
      { position: 2, failed: true },
      { position: 3, failed: false },
    ]);
    hits = [];
    expect(await preparePendingPictures(10, LOCAL)).toEqual({ prepared: 0, failed: 0 });
    expect(hits).toEqual([]);
    await stop();
  });

  it("are never fetched from this machine without a test's leave", async () => {
    await pool().query(
      "UPDATE product_images SET base = NULL, source = replace(source, '/picture', '/again')",
    );
    hits = [];
    expect(await preparePendingPictures(10)).toMatchObject({ prepared: 0 });
    expect(hits).toEqual([]);
  });
});
