import { type Fields, linesOf, type Row, readTexts, rowsOf, withRows } from "./editor-fields.ts";

/** As many as an import of a shop's file may have; a grid of more is refused where it is saved. */
const MAX_ROWS = 2_048;

type Option = {
  name: string;
  values: string[];
  /** The values that the variants' rows have now; none for an option that they do not know yet. */
  was: string[];
};

/**
 * Makes the rows of variants follow the options: a value that is written in another's place renames it, one that is
 * gone takes its variants along, a new one makes variants with every value of the other options. Of a new option the
 * variants that are there get the first value. Doing it twice changes nothing.
 */
export function fitVariants(fields: Fields): Fields {
  const options = rowsOf(fields, "option").map(
    ({ name = "", values, was }): Option => ({
      name: name.trim(),
      values: linesOf(values),
      was: readTexts(was),
    }),
  );
  const known = options.filter(({ was }) => was.length > 0);
  const kept = options.filter(({ name, values }) => name !== "" && values.length > 0);
  const rows = rowsOf(fields, "variant");
  const taken = new Map<string, Row>();
  for (const row of rows) {
    const values = valuesOf(row, known, kept);
    const key = values && JSON.stringify(values);
    if (key && !taken.has(key)) taken.set(key, { ...row, values: key });
  }
  const added = missing(kept, taken, rows[0]);
  const all = [...taken.values(), ...added];
  const fitted = added.length > 0 ? all.toSorted((one, other) => compare(one, other, kept)) : all;
  const isBegun = (option: Option) => option.was.length === 0 && (option.name || option.values.length > 0);
  // An option that has no name or no values yet stays in the form, and makes no variants.
  const named = options
    .filter((option) => kept.includes(option) || isBegun(option))
    .map((option) => ({
      ...{ name: option.name, values: option.values.join("\n") },
      was: JSON.stringify(kept.includes(option) ? option.values : []),
    }));
  return withRows(withRows(fields, "variant", fitted), "option", named);
}

/** The values of a row under the options as they are now; null when one of them is gone. */
function valuesOf(row: Row, known: Option[], kept: Option[]): string[] | null {
  const former = readTexts(row.values);
  const values = kept.map((option) => {
    const at = known.indexOf(option);
    if (at < 0) return option.values[0] ?? "";
    const renamed = renames(option).get(former[at] ?? "") ?? former[at] ?? "";
    return option.values.includes(renamed) ? renamed : null;
  });
  return values.includes(null) ? null : values.flatMap((value) => value ?? []);
}

/** A value in the place of one that is gone is the same value with another name. */
function renames({ values, was }: Option): Map<string, string> {
  if (values.length !== was.length) return new Map();
  return new Map(
    was.flatMap((former, at): [string, string][] => {
      const now = values[at];
      return now === undefined || values.includes(former) || was.includes(now) ? [] : [[former, now]];
    }),
  );
}

/** A row for every combination that holds a new value. What a merchant left out before stays out. */
function missing(kept: Option[], taken: Map<string, Row>, first: Row | undefined): Row[] {
  const isNew = kept.map((option) => {
    const renamed = new Set(renames(option).values());
    const before = option.was.length === 0 ? option.values.slice(0, 1) : option.was;
    return new Set(option.values.filter((value) => !before.includes(value) && !renamed.has(value)));
  });
  if (isNew.every(({ size }) => size === 0)) return [];
  const { price = "", compareAt = "", grams = "", ships = "on", counted = "on" } = first ?? {};
  let combinations: string[][] = [[]];
  for (const { values } of kept) {
    combinations = combinations.flatMap((row) => values.map((value) => [...row, value]));
    if (combinations.length > MAX_ROWS) combinations.length = MAX_ROWS + 1;
  }
  return combinations
    .filter((values) => values.some((value, at) => isNew[at]?.has(value)))
    .map((values) => JSON.stringify(values))
    .filter((key) => !taken.has(key))
    .map((values) => ({
      ...{ id: "", values, price, compareAt, grams, ships, counted },
      ...{ sku: "", barcode: "", onHand: "0", picture: "" },
    }));
}

function compare(one: Row, other: Row, options: Option[]): number {
  const [left, right] = [readTexts(one.values), readTexts(other.values)];
  for (const [at, { values }] of options.entries()) {
    const distance = values.indexOf(left[at] ?? "") - values.indexOf(right[at] ?? "");
    if (distance !== 0) return distance;
  }
  return 0;
}
