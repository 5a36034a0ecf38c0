import "server-only";
import type { ProductDraft } from "../write/product-draft";
import { findPictureFile, preparePictureFile, readDemoPicture } from "./prepare-picture-file";

/**
 * Prepares the pictures that need no network: files of `folder`, and those the shop ships. Pictures at https
 * addresses are prepared later by the worker. A dry run only looks whether the files are there.
 * @throws PictureRefused when a file is missing or no picture.
 */
export async function prepareKnownPictures(
  draft: ProductDraft,
  folder: string | undefined,
  isDryRun: boolean,
): Promise<ProductDraft> {
  const images = [];
  for (const image of draft.images) {
    const isFile = folder !== undefined && !/^https:|^\/demo\//i.test(image.source);
    if (isFile && isDryRun) await findPictureFile(folder, image.source);
    const prepared =
      isFile && !isDryRun
        ? await preparePictureFile(folder, image.source)
        : await readDemoPicture(image.source);
    images.push(prepared ? { ...image, prepared } : image);
  }
  return { ...draft, images };
}
