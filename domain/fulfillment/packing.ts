/** A line of an order on the packing table. */
export type PackLine = {
  id: string;
  title: string;
  sku: string | null;
  barcode: string | null;
  imageBase: string | null;
  /** What goes into the parcel. */
  left: number;
};

/** Units that lie in the parcel, by the id of their line. */
export type PackedUnits = Readonly<Record<string, number>>;

/** full: there are enough of it in the parcel already. */
export type Scan = { kind: "packed" | "full"; line: PackLine } | { kind: "unknown" };

/** What a scanner read or a person typed: the next unit of the line whose SKU or barcode it is. */
export function findScanned(lines: readonly PackLine[], packed: PackedUnits, typed: string): Scan {
  const code = codeOf(typed);
  const found = lines.filter(
    ({ sku, barcode }) => code !== "" && (codeOf(sku ?? "") === code || codeOf(barcode ?? "") === code),
  );
  const [first] = found;
  if (!first) return { kind: "unknown" };
  // A variant may stand in two lines.
  const open = found.find(({ id, left }) => (packed[id] ?? 0) < left);
  return open ? { kind: "packed", line: open } : { kind: "full", line: first };
}

/** Scanners differ in capitals, and in the zeros before a GTIN: 12, 13 and 14 digits are one number. */
function codeOf(text: string): string {
  const code = text.trim().toUpperCase();
  return /^\d{8,14}$/.test(code) ? code.padStart(14, "0") : code;
}

export const isAllPacked = (lines: readonly PackLine[], packed: PackedUnits): boolean =>
  lines.every(({ id, left }) => (packed[id] ?? 0) >= left);
