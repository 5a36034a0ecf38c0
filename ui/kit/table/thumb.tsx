import type { Picture as PictureData } from "@/domain/catalog/product";
import { Picture } from "../../shop/product/picture";

// The narrowest size of every prepared set.
const WIDTH = 480;

/** A small square next to a product's name. */
export function Thumb({ base, picture }: { base?: string | null; picture?: PictureData | null }) {
  const shown = picture ?? (base ? pictureOf(base) : null);
  return (
    <span className="block size-9 shrink-0 overflow-hidden rounded-picture bg-paper-sunk">
      {shown ? (
        <Picture picture={shown} isDecorative sizes="2.25rem" className="size-full object-cover" />
      ) : null}
    </span>
  );
}

function pictureOf(base: string): PictureData {
  return { alt: "", base, source: `${base}-${WIDTH}.webp`, widths: [WIDTH], width: WIDTH, height: WIDTH };
}
