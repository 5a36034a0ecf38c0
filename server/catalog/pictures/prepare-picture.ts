import "server-only";
import type { PreparedPicture } from "../write/product-draft";
import { fetchPicture, type Reach } from "./fetch-picture";
import { makePictureSet } from "./make-picture-set";

/**
 * Fetches the picture of an https address and makes its set of sizes.
 * `reach` is for tests only: it widens where the fetch may go.
 * @throws PictureRefused when it cannot be had or is no picture.
 */
export async function preparePicture(source: string, reach?: Reach): Promise<PreparedPicture> {
  return makePictureSet(await fetchPicture(source, reach));
}
