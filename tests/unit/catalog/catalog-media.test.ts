import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GET } from "../../../app/media/[...path]/route.ts";
import { makePictureSet } from "../../../server/catalog/pictures/make-picture-set.ts";
import { preparePictureFile } from "../../../server/catalog/pictures/prepare-picture-files.ts";
import { useEnvironment } from "../../support/database.ts";

const dir = mkdtempSync(join(tmpdir(), "latchkey-media-"));
const media = join(dir, "media");

beforeAll(() => {
  useEnvironment({ MEDIA_DIR: media, DATABASE_URL: "postgresql://nobody@127.0.0.1:1/none" });
  writeFileSync(join(dir, "picture-480.avif"), "secret");
});
afterAll(() => rmSync(dir, { recursive: true }));

const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: "#a63" } })
    .jpeg()
    .toBuffer();

function get(...path: string[]): Promise<Response> {
  return GET(new Request("http://localhost/media"), { params: Promise.resolve({ path }) });
}

describe("makePictureSet", () => {
  it("makes both formats in three widths and serves them indefinitely", async () => {
    const set = await makePictureSet(await picture(1600, 800));
    expect(set).toEqual({
      base: expect.stringMatching(/^\/media\/[0-9a-f]{64}\/picture$/),
      widths: [480, 960, 1440],
      width: 1600,
      height: 800,
    });
    for (const width of set.widths) {
      for (const format of ["avif", "webp"]) {
        const response = await get(...`${set.base}-${width}.${format}`.split("/").slice(2));
        expect(response.status).toBe(200);
        expect(response.headers.get("content-type")).toBe(`image/${format}`);
        expect(response.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
        const shown = await sharp(Buffer.from(await response.arrayBuffer())).metadata();
        expect([shown.width, shown.height]).toEqual([width, width / 2]);
      }
    }
  });

  it.each([
    [300, [300]],
    [480, [480]],
    [1000, [480, 960, 1000]],
    [1440, [480, 960, 1440]],
  ])("makes nothing wider than a picture of %i", async (width, widths) => {
    expect((await makePictureSet(await picture(width, 10))).widths).toEqual(widths);
  });

  it("turns a picture the way its camera says", async () => {
    const turned = await sharp(await picture(600, 200))
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    expect(await makePictureSet(turned)).toMatchObject({ width: 200, height: 600, widths: [200] });
  });

  it.each([
    [
      "an SVG",
      '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="10" height="10"/></svg>',
    ],
    ["a text", "no picture"],
    ["nothing", ""],
    ["a PDF", "%PDF-1.4\n1 0 obj"],
  ])("refuses %s and leaves nothing behind", async (_, text) => {
    const before = readdirSync(media);
    await expect(makePictureSet(Buffer.from(text))).rejects.toThrow(/is not a JPEG/);
    expect(readdirSync(media)).toEqual(before);
  });

  it("refuses a damaged picture and leaves nothing behind", async () => {
    const before = readdirSync(media);
    const noise = await sharp({
      create: {
        width: 900,
        height: 900,
        channels: 3,
        background: "#000",
        noise: { type: "gaussian", mean: 128, sigma: 60 },
      },
    })
      .png()
      .toBuffer();
    await expect(makePictureSet(noise.subarray(0, noise.length / 2))).rejects.toThrow(/damaged/);
    expect(readdirSync(media)).toEqual(before);
  });

  it("refuses a small file that unpacks into a huge picture", async () => {
    const bomb = await sharp({ create: { width: 12_000, height: 5_000, channels: 3, background: "#fff" } })
      .png()
      .toBuffer();
    await expect(makePictureSet(bomb)).rejects.toThrow(/50 million/);
  });
});

describe("a picture of a folder", () => {
  it("is found there and nowhere else", async () => {
    writeFileSync(join(dir, "a.jpg"), await picture(50, 50));
    expect(await preparePictureFile(dir, "a.jpg")).toMatchObject({ widths: [50] });
    await expect(preparePictureFile(media, "../a.jpg")).rejects.toThrow(/outside/);
    await expect(preparePictureFile(dir, "b.jpg")).rejects.toThrow(/There is no picture b.jpg/);
  });
});

const HASH = "a".repeat(64);

describe("the media route", () => {
  it.each([
    [[]],
    [[HASH]],
    [[HASH, "picture-480.jpg"]],
    [[HASH, "picture-480.avif.bak"]],
    [[HASH, "picture-0480.avif"]],
    [[HASH, "picture-480.avif", ""]],
    [[HASH.slice(1), "picture-480.avif"]],
    [[HASH.toUpperCase(), "picture-480.avif"]],
    [["..", "picture-480.avif"]],
    [[HASH, "..", "..", "picture-480.avif"]],
    [[`${HASH}/../..`, "picture-480.avif"]],
    [["..%2f..", "picture-480.avif"]],
    [[HASH, "picture-480.avif\0"]],
    [[`${HASH}\n`, "picture-480.avif"]],
    [[HASH, "picture-480.avif"]],
  ])("knows nothing of %j", async (path) => {
    expect((await get(...path)).status).toBe(404);
  });
});
