import "server-only";
import barcodes from "bwip-js/node";
import type { QrCode } from "@/domain/cart/buy-link";

/**
 * The text as a QR code (ISO/IEC 18004), drawn by the page as one path: a picture made elsewhere would bring styles, which
 * the content policy refuses.
 */
export function drawQrCode(text: string): QrCode {
  const [drawn] = barcodes.raw("qrcode", text, {});
  if (!drawn || !("pixs" in drawn)) throw new Error("bwip-js drew no squares");
  const { pixs, pixx: modules } = drawn;
  const path = [...pixs]
    .flatMap((dark, index) => (dark ? [`M${index % modules} ${Math.floor(index / modules)}h1v1h-1z`] : []))
    .join("");
  return { modules, path };
}
