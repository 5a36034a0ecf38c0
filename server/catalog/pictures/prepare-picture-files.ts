import "server-only";
import { readdir, readFile, realpath, stat } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
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
  const path = await realpath(join(folder, await nameOnDisk(folder, name))).catch(() => undefined);
  if (!path) throw new PictureRefused(await notThere(folder, name));
  // After realpath: neither ".." nor a link may lead elsewhere.
  if (relative(await realpath(folder), path).startsWith(".."))
    throw new PictureRefused(`The picture ${name} lies outside of ${folder}. Put it there.`);
  const { size, mode } = await stat(path).then((found) => ({ size: found.size, mode: found.isFile() }));
  if (!mode) throw new PictureRefused(`${name} is not a file.`);
  if (size > MAX_BYTES)
    throw new PictureRefused(`The picture ${name} is larger than 50 MB. Make it smaller.`);
  return path;
}

/** As the folder has it: a Mac writes "ü" as two characters, most others as one. */
async function nameOnDisk(folder: string, name: string): Promise<string> {
  if (/^[\x20-\x7e]*$/.test(name)) return name;
  const names = await namesNear(folder, name);
  return names.find((known) => known.normalize("NFC") === name.normalize("NFC")) ?? name;
}

/** The names in the folder that `name` leads to, with their path below `folder` where it has one. */
async function namesNear(folder: string, name: string): Promise<string[]> {
  const inside = dirname(name);
  const names = await readdir(join(folder, inside)).catch(() => []);
  return names.map((known) => join(inside, known));
}

async function notThere(folder: string, name: string): Promise<string> {
  const near = (await namesNear(folder, name)).find((known) => loosely(known) === loosely(name));
  const fix = near === undefined ? "Put it there." : `There is ${near}. Name it so in the file.`;
  return `There is no picture ${name} in ${folder}. ${fix}`;
}

/** Without what people and shops change in a name: case, "%20", spaces, a version, the ending. */
function loosely(name: string): string {
  const plain = name.replace(/\?.*$/, "").replace(/%[0-9a-f]{2}/gi, (code) => {
    return String.fromCharCode(Number.parseInt(code.slice(1), 16));
  });
  return plain
    .normalize("NFKD")
    .replace(/\.(jpe?g|png|webp|avif|gif|tiff?)$/i, "")
    .replace(/[^\p{L}\p{N}]/gu, "")
    .toLowerCase();
}

/** Makes the set of sizes of a picture in a folder. @throws PictureRefused */
export async function preparePictureFile(folder: string, name: string): Promise<PreparedPicture> {
  return makePictureSet(await readFile(await findPictureFile(folder, name)));
}
