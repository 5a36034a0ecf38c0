import "server-only";
import { DEMO_PICTURE } from "../pictures/prepare-picture-files";
import type { ImageDraft } from "../write/product-draft";
import type { Row, RowFault } from "./read-columns";

type Image = ImageDraft & { position: number };

/**
 * The product's pictures in the order of their positions; those that only a variant names come last.
 * A reference that can lead to no picture is added to `faults`.
 */
export function mapImages(rows: Row[], hasFiles: boolean, { faults }: { faults: RowFault[] }): ImageDraft[] {
  const images = new Map<string, Image>();
  const add = (row: Row, source: string, image: Omit<Image, "source">) => {
    if (source === "" || images.has(source)) return;
    const reason = referenceFault(source, hasFiles);
    if (reason) faults.push({ line: row.line, reason });
    images.set(source, { source, ...image });
  };
  for (const row of rows) {
    const position = Number(row.cells.get("Image Position") || Number.MAX_SAFE_INTEGER);
    if (!Number.isFinite(position))
      faults.push({ line: row.line, reason: "The Image Position is not a number. Enter one such as 1." });
    add(row, row.cells.get("Image Src") ?? "", { alt: row.cells.get("Image Alt Text") ?? "", position });
  }
  for (const row of rows)
    add(row, row.cells.get("Variant Image") ?? "", { alt: "", position: Number.MAX_SAFE_INTEGER });
  return [...images.values()]
    .sort((a, b) => a.position - b.position)
    .map(({ source, alt }) => ({ source, alt: alt.slice(0, 500).toWellFormed() }));
}

function referenceFault(source: string, hasFiles: boolean): string | null {
  const shown = source.length > 80 ? `${source.slice(0, 80)}…` : source;
  if (source.length > 2_000)
    return `The picture's address ${shown} is longer than 2000 characters. Shorten it.`;
  if (DEMO_PICTURE.test(source)) return null;
  if (/^https:\/\//i.test(source))
    return URL.canParse(source) ? null : `The picture's address "${shown}" cannot be read. Correct it.`;
  const isName = !/^[a-z][a-z0-9+.-]*:/i.test(source) && !/^[/\\]/.test(source);
  if (isName && hasFiles) return null;
  const fix = isName ? "Use one, or name the folder of the files with --images." : "Use https.";
  return `The picture "${shown}" is not an https address. ${fix}`;
}
