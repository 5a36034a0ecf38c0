import "server-only";
import { readdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import sharp from "sharp";
import { MAX_PICTURE_BYTES } from "@/domain/catalog/editor/max-picture";
import { requireAdmin } from "../../accounts/session";
import { crashPoint } from "../../platform/crash-point";
import { env } from "../../platform/env";
import { log } from "../../platform/log";
import type { PreparedPicture } from "../write/product-draft";
import { type PictureFault, PictureRefused } from "./fetch-picture";
import { makePictureSet } from "./make-picture-set";

export type Received = { kind: "ready"; picture: PreparedPicture } | { kind: "refused"; fault: UploadFault };
export type UploadFault = PictureFault | "empty" | "too_large" | "cut_off" | "disk_full" | "fault";

const DISK_FULL = new Set(["ENOSPC", "EDQUOT", "EFBIG"]);
const SET = /^\/media\/([0-9a-f]{64})\/picture$/;

/**
 * Prepares a picture that an admin sent. It belongs to no product yet; the save of one names it by its `base`. The
 * same picture sent twice is one.
 * @param length what the sender said that it would be, in bytes; null when it said nothing
 * @throws NotSignedInError, NotAllowedError
 */
export async function receivePicture(content: Buffer, length: number | null): Promise<Received> {
  await requireAdmin("catalog.write");
  if (length !== null && content.length < length) return { kind: "refused", fault: "cut_off" };
  if (content.length === 0) return { kind: "refused", fault: "empty" };
  if (content.length > MAX_PICTURE_BYTES) return { kind: "refused", fault: "too_large" };
  try {
    const picture = await makePictureSet(content);
    crashPoint("picture:stored");
    return { kind: "ready", picture };
  } catch (error) {
    if (error instanceof PictureRefused) return { kind: "refused", fault: error.fault };
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    log.error({ err: error }, "a picture could not be stored");
    return { kind: "refused", fault: DISK_FULL.has(code) ? "disk_full" : "fault" };
  }
}

/** The sizes of a set that was prepared before, by its path; undefined for every other source. */
export async function findPictureSet(source: string): Promise<PreparedPicture | undefined> {
  const [, hash = ""] = SET.exec(source) ?? [];
  if (hash === "") return undefined;
  const folder = resolve(/* turbopackIgnore: true */ env().MEDIA_DIR, hash);
  const names = await readdir(folder).catch(() => []);
  const widths = names
    .flatMap((name) => /^picture-(\d+)\.webp$/.exec(name)?.[1] ?? [])
    .map(Number)
    .toSorted((one, other) => one - other);
  const widest = widths.at(-1);
  if (widest === undefined) return undefined;
  const { width = null, height = null } = await sharp(join(folder, `picture-${widest}.webp`)).metadata();
  return { base: source, widths, width, height };
}
