import "server-only";
import { DEMO_PICTURE } from "../pictures/prepare-picture-files";
import { type ImageDraft, isFileName } from "../write/product-draft";
import type { ProductRows } from "./group-rows";
import { cell, type Notes, type Row } from "./read-columns";

type Image = ImageDraft & { position: number };

/**
 * The product's pictures in the order of their positions; those that only a variant names come last.
 * A reference that can lead to no picture is added to `faults`.
 */
export function mapImages(product: ProductRows, { faults }: Notes): ImageDraft[] {
  const { rows, columns } = product;
  const images = new Map<string, Image>();
  const altOf = (row: Row) => (columns.has("Image Alt Text") ? cell(row, "Image Alt Text") : undefined);
  for (const row of rows) {
    const position = Number(cell(row, "Image Position") || Number.MAX_SAFE_INTEGER);
    if (!Number.isFinite(position))
      faults.push({ line: row.line, reason: "The Image Position is not a number. Enter one such as 1." });
    for (const source of addressesIn(cell(row, "Image Src"))) {
      if (images.has(source)) continue;
      const reason = referenceFault(source);
      if (reason) faults.push({ line: row.line, reason });
      images.set(source, { source, alt: altOf(row), position });
    }
  }
  for (const row of rows) {
    const source = variantImageIn(row);
    if (!source || images.has(source)) continue;
    images.set(source, { source, alt: undefined, position: Number.MAX_SAFE_INTEGER });
  }
  return [...images.values()]
    .sort((a, b) => a.position - b.position)
    .map(({ source, alt }) => ({ source, alt: alt?.slice(0, 500).toWellFormed() }));
}

/** A variant's picture that can lead nowhere is a fault, whether or not the file has other pictures. */
export function checkVariantImages({ rows }: ProductRows, { faults }: Notes): void {
  const own = new Set(rows.flatMap((row) => addressesIn(cell(row, "Image Src"))));
  for (const row of rows) {
    const source = variantImageIn(row);
    const reason = !source || own.has(source) ? null : referenceFault(source);
    if (reason) faults.push({ line: row.line, reason });
  }
}

/** A cell's references: several addresses may stand in it, one file name with any marks. */
export function addressesIn(text: string): string[] {
  return text
    .split(/[\s,;|]+(?=https?:\/\/)/i)
    .map((source) => source.replace(/[\s,;|]+$/, ""))
    .filter(Boolean);
}

/** A variant has one picture: the first that is named. */
export const variantImageIn = (row: Row): string | null => addressesIn(cell(row, "Variant Image"))[0] ?? null;

/** What is wrong with a picture's reference, if anything. A file's name may be one that the product has: see `unknownFiles`. */
export function referenceFault(source: string): string | null {
  const shown = source.length > 80 ? `${source.slice(0, 80)}…` : source;
  if (source.length > 2_000)
    return `The picture's address ${shown} is longer than 2000 characters. Shorten it.`;
  if (DEMO_PICTURE.test(source) || isFileName(source)) return null;
  if (/^https:\/\//i.test(source))
    return URL.canParse(source) ? null : `The picture's address "${shown}" cannot be read. Correct it.`;
  return `The picture "${shown}" is not an https address. Use https.`;
}
