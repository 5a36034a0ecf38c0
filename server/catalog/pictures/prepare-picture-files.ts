import "server-only";
import { readFile, realpath, stat } from "node:fs/promises";
import { join, relative } from "node:path";
import sharp from "sharp";
import type { PreparedPicture, ProductChange } from "../write/product-draft";
import { PictureRefused } from "./fetch-picture";
import { makePictureSet } from "./make-picture-set";

/** Name of a prepared set that the shop itself ships. */
export const DEMO_PICTURE = /^\/demo\/[a-z0-9][a-z0-9-]*$/;

const MAX_BYTES = 50 * 1024 * 1024;
const DEMO_WIDTHS = [480, 960, 1440];

/**
 * Prepares the pictures that need no network: files of `folder`, and those the shop ships. Pictures at https
 * addresses are prepared later by the worker. A dry run only looks whether the files are there.
 * @throws PictureRefused when a file is missing or no picture.
 */
export async function prepareKnownPictures(
  change: ProductChange,
  folder: string | undefined,
  isDryRun: boolean,
): Promise<ProductChange> {
  if (!change.images) return change;
  const images = [];
  for (const image of change.images) {
    const isFile = folder !== undefined && !/^https:|^\/demo\//i.test(image.source);
    if (isFile && isDryRun) await findPictureFile(folder, image.source);
    const prepared =
      isFile && !isDryRun
        ? await preparePictureFile(folder, image.source)
        : await readDemoPicture(image.source);
    images.push(prepared ? { ...image, prepared } : image);
  }
  return { ...change, images };
}

/** The sizes of a picture that the shop ships in public/demo; its shape as far as the files are there. */
async function readDemoPicture(source: string): Promise<PreparedPicture | undefined> {
  if (!DEMO_PICTURE.test(source)) return undefined;
  const widest = join("public", `${source}-${DEMO_WIDTHS.at(-1)}.webp`);
  const { width = null, height = null } = await sharp(widest)
    .metadata()
    .catch(() => ({ width: null, height: null }));
  return { base: source, widths: DEMO_WIDTHS, width, height };
}

/**
 * Finds a picture among the files of a folder.
 * @returns its path
 * @throws PictureRefused when there is none, or its name leads out of the folder.
 */
async function findPictureFile(folder: string, name: string): Promise<string> {
  const path = await realpath(join(folder, name)).catch(() => undefined);
  if (!path) throw new PictureRefused(`There is no picture ${name} in ${folder}. Put it there.`);
  // After realpath: neither ".." nor a link may lead elsewhere.
  if (relative(await realpath(folder), path).startsWith(".."))
    throw new PictureRefused(`The picture ${name} lies outside of ${folder}. Put it there.`);
  const { size, mode } = await stat(path).then((found) => ({ size: found.size, mode: found.isFile() }));
  if (!mode) throw new PictureRefused(`${name} is not a file.`);
  if (size > MAX_BYTES)
    throw new PictureRefused(`The picture ${name} is larger than 50 MB. Make it smaller.`);
  return path;
}

/** Makes the set of sizes of a picture in a folder. @throws PictureRefused */
export async function preparePictureFile(folder: string, name: string): Promise<PreparedPicture> {
  return makePictureSet(await readFile(await findPictureFile(folder, name)));
}
