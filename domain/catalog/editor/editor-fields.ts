/** The fields of the product editor's form by name, as a form sends them. "variant.0.price" is a field of a row. */
export type Fields = Record<string, string>;
export type Row = Record<string, string>;
export type RowKind = "option" | "variant" | "picture" | "collection" | "zone";

/** The rows of a kind in the order of their numbers. */
export function rowsOf(fields: Fields, kind: RowKind): Row[] {
  const rows = new Map<number, Row>();
  for (const [name, value] of Object.entries(fields)) {
    const [, of, number, field] = /^(\w+)\.(\d{1,4})\.(\w+)$/.exec(name) ?? [];
    if (of !== kind || number === undefined || field === undefined) continue;
    const row = rows.get(Number(number)) ?? {};
    rows.set(Number(number), Object.assign(row, { [field]: value }));
  }
  return [...rows].toSorted(([one], [other]) => one - other).map(([, row]) => row);
}

/** The fields with other rows of a kind. */
export function withRows(fields: Fields, kind: RowKind, rows: Row[]): Fields {
  const others = Object.entries(fields).filter(([name]) => !name.startsWith(`${kind}.`));
  const own = rows.flatMap((row, at) =>
    Object.entries(row).map(([field, value]) => [`${kind}.${at}.${field}`, value]),
  );
  return Object.fromEntries([...others, ...own]);
}

/** A list of texts that stands in a hidden field; empty for what is none. */
export function readTexts(json: string | undefined): string[] {
  try {
    const list: unknown = JSON.parse(json ?? "[]");
    return Array.isArray(list) ? list.filter((one) => typeof one === "string") : [];
  } catch {
    return [];
  }
}

/** The lines of a text, each once. */
export function linesOf(text = ""): string[] {
  const lines = text.split(/\r?\n/).map((line) => line.trim().replace(/\s+/g, " "));
  return [...new Set(lines.filter(Boolean))];
}
