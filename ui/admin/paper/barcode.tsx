import type { Barcode as BarcodeData } from "@/domain/fulfillment/paper";

/** Ten modules on each side stay white: without them a scanner does not find the code. */
const QUIET = 10;

/** Always black on white, whatever the colours of the page. */
export function Barcode({ barcode, label }: { barcode: BarcodeData; label: string }) {
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`${-QUIET} 0 ${barcode.modules + 2 * QUIET} 1`}
      preserveAspectRatio="none"
      shapeRendering="crispEdges"
      className="block h-[11mm] w-[42mm] bg-white"
    >
      <path d={barcode.path} className="fill-black" />
    </svg>
  );
}
