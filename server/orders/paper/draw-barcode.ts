import "server-only";
import barcodes from "bwip-js/node";
import type { Barcode } from "@/domain/fulfillment/paper";

/**
 * The text as Code 128 (ISO/IEC 15417). Drawn by the page as one path: a picture made elsewhere would bring styles,
 * which the content policy refuses.
 * @throws for a text with other signs than ASCII's
 */
export function drawBarcode(text: string): Barcode {
  const [drawn] = barcodes.raw("code128", text, {});
  if (!drawn || !("sbs" in drawn)) throw new Error("bwip-js drew no bars");
  let modules = 0;
  let path = "";
  // Widths of bars and spaces, in turn.
  for (const [index, width] of drawn.sbs.entries()) {
    if (index % 2 === 0) path += `M${modules} 0h${width}v1h-${width}z`;
    modules += width;
  }
  return { modules, path };
}
