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

/**
 * A picture in the formats and widths that are prepared for it, with its place kept while it loads. One that is not
 * prepared yet is an empty place: nothing is loaded from the server that it comes from.
 */
export function Picture({ picture, sizes, isFirst, isEager, isDecorative, className }: PictureProps) {
  const { base, widths } = picture;
  const width = picture.width ?? ASSUMED_SIDE;
  const height = picture.height ?? ASSUMED_SIDE;
  if (base === null || widths.length === 0) {
    const label =
      isDecorative || picture.alt === "" ? { "aria-hidden": true } : { "aria-label": picture.alt };
    return (
      <svg
        role="img"
        {...label}
        viewBox={`0 0 ${width} ${height}`}
        className={clsx("block bg-paper-sunk", className)}
      />
    );
  }
  const sourceSet = (format: string) => widths.map((one) => `${base}-${one}.${format} ${one}w`).join(", ");
  return (
    <picture className="contents">
      <source type="image/avif" srcSet={sourceSet("avif")} sizes={sizes} />
      <source type="image/webp" srcSet={sourceSet("webp")} sizes={sizes} />
      <img
        src={`${base}-${widths[Math.min(1, widths.length - 1)]}.webp`}
        alt={isDecorative ? "" : picture.alt}
        width={width}
        height={height}
        sizes={sizes}
        loading={isFirst || isEager ? "eager" : "lazy"}
        fetchPriority={isFirst ? "high" : undefined}
        decoding={isFirst ? "sync" : "async"}
        className={clsx("brightness-(--picture-light)", className)}
      />
    </picture>
  );
}
