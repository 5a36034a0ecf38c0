import "server-only";
import { createHash, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import sharp from "sharp";
import { env } from "../../platform/env";
import type { PreparedPicture } from "../write/product-draft";
import { PictureRefused } from "./fetch-picture";

const WIDTHS = [480, 960, 1440];
const FORMATS = ["avif", "webp"] as const;
// A small file can unpack into a huge picture: 50 megapixels are 200 MB of memory.
const MAX_PIXELS = 50_000_000;

// Only decoders of pictures: an SVG is a program that reads files and addresses, a PDF likewise.
sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({
  operation: ["Jpeg", "Png", "Webp", "Heif", "Nsgif", "Tiff"].map((format) => `VipsForeignLoad${format}`),
});

/**
 * Makes AVIF and WebP files in three widths, never wider than the picture, in MEDIA_DIR below the SHA-256
 * of its content. Pictures that were made before are not made again.
 * @throws PictureRefused when it is no picture, an SVG, or larger than 50 megapixels.
 */
export async function makePictureSet(content: Buffer): Promise<PreparedPicture> {
  const { width, height } = await sizeOf(content);
  const hash = createHash("sha256").update(content).digest("hex");
  const narrower = WIDTHS.filter((step) => step < width);
  const widths = narrower.length < WIDTHS.length ? [...narrower, width] : WIDTHS;
  const folder = resolve(/* turbopackIgnore: true */ env().MEDIA_DIR, hash);
  if (!existsSync(folder)) await writeSet(content, widths, folder);
  return { base: `/media/${hash}/picture`, widths, width, height };
}

async function sizeOf(content: Buffer): Promise<{ width: number; height: number }> {
  let size: { width: number; height: number };
  try {
    // As it is shown: a camera stores the rotation of the picture next to its pixels.
    size = (await sharp(content, { limitInputPixels: false }).metadata()).autoOrient;
  } catch {
    throw new PictureRefused(
      "The file is not a JPEG, PNG, WebP, AVIF, GIF or TIFF picture.",
      "not_a_picture",
    );
  }
  if (size.width * size.height > MAX_PIXELS)
    throw new PictureRefused(
      `The picture has ${size.width} × ${size.height} pixels; at most 50 million are allowed.`,
      "too_many_pixels",
    );
  return size;
}

/** Written aside and moved as a whole: a folder that exists is complete, whenever the process dies. */
async function writeSet(content: Buffer, widths: number[], folder: string): Promise<void> {
  const aside = `${folder}.${randomUUID()}`;
  await mkdir(aside, { recursive: true });
  try {
    for (const width of widths) {
      const sized = sharp(content, { limitInputPixels: MAX_PIXELS }).autoOrient().resize({ width });
      for (const format of FORMATS) {
        const encoded =
          format === "avif"
            ? sized.clone().avif({ quality: 55, effort: 3 })
            : sized.clone().webp({ quality: 78 });
        // Written by Node.js: its errors have codes, so that a full disk is told from a damaged picture.
        await writeFile(join(aside, `picture-${width}.${format}`), await encoded.toBuffer());
      }
    }
    await rename(aside, folder);
  } catch (error) {
    await rm(aside, { recursive: true, force: true });
    // Another process made the same picture in the meantime.
    if (existsSync(folder)) return;
    if (error instanceof Error && !("code" in error))
      throw new PictureRefused("The picture is damaged.", "damaged");
    throw error;
  }
}
