import clsx from "clsx";
import type { Picture as PictureData } from "@/domain/catalog/product";

type PictureProps = {
  picture: PictureData;
  /** The `sizes` attribute: how wide the picture is shown. */
  sizes: string;
  /** The first picture that a visitor sees: fetched before everything else. */
  isFirst?: boolean;
  /** Not lazy, but after the first one. */
  isEager?: boolean;
  /** The text next to it already says what it shows. */
  isDecorative?: boolean;
  className?: string;
};

// What the layout assumes until the picture is there; the demo's pictures are squares.
const ASSUMED_SIDE = 1200;

/** A picture in the formats and widths that are prepared for it, with its place kept while it loads. */
export function Picture({ picture, sizes, isFirst, isEager, isDecorative, className }: PictureProps) {
  const { base, source, widths } = picture;
  const sourceSet = (format: string) =>
    widths.map((width) => `${base}-${width}.${format} ${width}w`).join(", ");
  const isPrepared = base !== null && widths.length > 0;
  const image = (
    // biome-ignore lint/performance/noImgElement: the pictures are prepared in advance, without an optimizer
    <img
      src={isPrepared ? `${base}-${widths[Math.min(1, widths.length - 1)]}.webp` : source}
      alt={isDecorative ? "" : picture.alt}
      width={picture.width ?? ASSUMED_SIDE}
      height={picture.height ?? ASSUMED_SIDE}
      sizes={isPrepared ? sizes : undefined}
      loading={isFirst || isEager ? "eager" : "lazy"}
      fetchPriority={isFirst ? "high" : undefined}
      decoding={isFirst ? "sync" : "async"}
      referrerPolicy={isPrepared ? undefined : "no-referrer"}
      className={clsx("brightness-(--picture-light)", className)}
    />
  );
  if (!isPrepared) return image;
  return (
    <picture className="contents">
      <source type="image/avif" srcSet={sourceSet("avif")} sizes={sizes} />
      <source type="image/webp" srcSet={sourceSet("webp")} sizes={sizes} />
      {image}
    </picture>
  );
}
