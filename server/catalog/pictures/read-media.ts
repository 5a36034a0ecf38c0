import "server-only";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { env } from "../../platform/env";

// The whole of what may be asked for: nothing that could name another folder gets through.
const MEDIA = /^([0-9a-f]{64})\/picture-([1-9][0-9]{0,4})\.(avif|webp)$/;

export type MediaFile = { content: Buffer<ArrayBuffer>; type: "image/avif" | "image/webp" };

/** A prepared picture by its path below /media; null for everything else. */
export async function readMedia(parts: string[]): Promise<MediaFile | null> {
  const [path, hash, width, format] = MEDIA.exec(parts.join("/")) ?? [];
  if (!path || parts.length !== 2) return null;
  const file = resolve(/* turbopackIgnore: true */ env().MEDIA_DIR, `${hash}`, `picture-${width}.${format}`);
  const content = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return null;
    throw error;
  });
  return content && { content, type: format === "avif" ? "image/avif" : "image/webp" };
}
