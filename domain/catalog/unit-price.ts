import { type Money, money } from "../money.ts";

/** What is measured, and how many of the smallest unit of its kind one of this is. */
const UNITS = {
  mg: { kind: "mass", size: 1n, code: "MGM" },
  g: { kind: "mass", size: 1_000n, code: "GRM" },
  kg: { kind: "mass", size: 1_000_000n, code: "KGM" },
  ml: { kind: "volume", size: 1n, code: "MLT" },
  cl: { kind: "volume", size: 10n, code: "CLT" },
  l: { kind: "volume", size: 1_000n, code: "LTR" },
  m3: { kind: "volume", size: 1_000_000n, code: "MTQ" },
  mm: { kind: "length", size: 1n, code: "MMT" },
  cm: { kind: "length", size: 10n, code: "CMT" },
  m: { kind: "length", size: 1_000n, code: "MTR" },
  m2: { kind: "area", size: 1n, code: "MTK" },
  piece: { kind: "count", size: 1n, code: "C62" },
} as const;
export type Unit = keyof typeof UNITS;

/** The unit of which a price is said where nothing else is: Directive 98/6/EC, Art. 2(b). */
const REFERENCES = { mass: "1 kg", volume: "1 l", length: "1 m", area: "1 m2", count: "1 piece" } as const;

const SPELLINGS: Record<string, Unit> = {
  "m²": "m2",
  "m³": "m3",
  pieces: "piece",
  pcs: "piece",
  pc: "piece",
};
const MEASURE = /^(\d{1,7})(?:[.,](\d{1,3}))?\s*(\p{L}+[23²³]?)$/u;

/** An amount in thousandths of a unit. */
type Measure = { milli: bigint; unit: Unit };

/** Reads "750 ml", "0,75 l" or "6 pieces"; null where it is no measure above zero. */
export function parseMeasure(text: string): Measure | null {
  const [, whole = "", part = "", written = ""] = MEASURE.exec(text.trim().toLowerCase()) ?? [];
  const unit = SPELLINGS[written] ?? (Object.hasOwn(UNITS, written) ? (written as Unit) : null);
  const milli = BigInt(`${whole || 0}${part.padEnd(3, "0")}`);
  return unit === null || milli === 0n ? null : { milli, unit };
}

/** "0.75 l": as it is kept, with a point and without needless zeros. */
export function measureText({ milli, unit }: Measure): string {
  const part = String(milli % 1_000n)
    .padStart(3, "0")
    .replace(/0+$/, "");
  return `${milli / 1_000n}${part ? `.${part}` : ""} ${unit}`;
}

export type UnitOfPrice = { content: string | null; reference: string | null };

/**
 * How much is in it and of how much the price is said, as they are kept; without the second the usual one. Both null
 * where nothing is written. @returns null where one is no measure, or they do not measure the same
 */
export function readUnit(content: string, reference: string): UnitOfPrice | null {
  if (content.trim() === "") return reference.trim() === "" ? { content: null, reference: null } : null;
  const amount = parseMeasure(content);
  if (!amount) return null;
  const per = parseMeasure(reference.trim() || REFERENCES[UNITS[amount.unit].kind]);
  if (!per || UNITS[per.unit].kind !== UNITS[amount.unit].kind) return null;
  return { content: measureText(amount), reference: measureText(per) };
}

/** What so much of it costs. */
export type UnitPrice = { price: Money; per: string; content: string };

/** Half a cent rounds up. Null where nothing was entered. */
export function unitPrice(price: Money, { content, reference }: UnitOfPrice): UnitPrice | null {
  const amount = parseMeasure(content ?? "");
  const per = parseMeasure(reference ?? "");
  if (!amount || !per || content === null || reference === null) return null;
  const inIt = amount.milli * UNITS[amount.unit].size;
  const asked = price.amountMinor * per.milli * UNITS[per.unit].size;
  return { price: money((2n * asked + inIt) / (2n * inIt), price.currency), per: reference, content };
}

/** As a person reads it: "1 kg" is "kg", "100 ml" stays, "1 m2" is "m²". */
export function perText(per: string): string {
  return per.replace(/^1 /, "").replace(/m2$/, "m²").replace(/m3$/, "m³");
}

/** The value and the code of a unit, as search engines read them (UN/CEFACT). */
export function measureCode(text: string): { value: string; unitCode: string } | null {
  const measure = parseMeasure(text);
  if (!measure) return null;
  return { value: measureText(measure).split(" ")[0] ?? "", unitCode: UNITS[measure.unit].code };
}
