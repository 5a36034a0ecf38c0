import "server-only";
import type { SettingPicture } from "@/domain/settings/shop";
import { requireAdmin } from "../accounts/session";
import { PictureRefused } from "../catalog/pictures/fetch-picture";
import { makePictureSet } from "../catalog/pictures/make-picture-set";
import { type SaveAnswer, saveSettings } from "./save-settings";

export const SHOP_PICTURES = ["logo", "darkLogo", "favicon"] as const;
export type ShopPicture = (typeof SHOP_PICTURES)[number];

/** Below the largest form that the shop takes. */
export const MAX_PICTURE_BYTES = 900 * 1024;
// What it is shown at, on a screen of the highest density.
const WIDTH = 480;

/**
 * Makes a picture the shop's logo or favicon. An SVG is a program and is refused, as is all that is no picture.
 * @param content null: no picture
 * @returns large, no_picture: nothing was changed
 */
export async function savePicture(
  which: ShopPicture,
  content: Buffer | null,
  seen: number,
): Promise<SaveAnswer | { kind: "large" } | { kind: "no_picture" }> {
  await requireAdmin("settings.write");
  if (content === null) return saveSettings("shop", { [which]: null }, seen);
  if (content.length > MAX_PICTURE_BYTES) return { kind: "large" };
  try {
    return await saveSettings("shop", { [which]: await prepare(content) }, seen);
  } catch (error) {
    if (error instanceof PictureRefused) return { kind: "no_picture" };
    throw error;
  }
}

async function prepare(content: Buffer): Promise<SettingPicture> {
  const { base, widths, width, height } = await makePictureSet(content);
  const shown = widths.find((one) => one >= WIDTH) ?? widths.at(-1) ?? 0;
  if (!width || !height) throw new PictureRefused("The picture has no size.");
  return {
    path: `${base}-${shown}.webp`,
    width: shown,
    height: Math.max(1, Math.round((shown * height) / width)),
  };
}
