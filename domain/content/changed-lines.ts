export type ChangedLine = { kind: "added" | "removed"; text: string };

// The table of two texts of this many lines has a million cells.
const MAX_LINES = 1_000;

/** The lines that one text has and the other has not, in the order in which they stand. */
export function changedLines(before: string, after: string): ChangedLine[] {
  const old = before.split("\n").slice(0, MAX_LINES);
  const now = after.split("\n").slice(0, MAX_LINES);
  const common = commonLengths(old, now);
  const found: ChangedLine[] = [];
  let row = 0;
  let column = 0;
  while (row < old.length || column < now.length) {
    const isSame = row < old.length && column < now.length && old[row] === now[column];
    if (isSame) {
      row += 1;
      column += 1;
    } else if (row < old.length && lengthAt(common, row + 1, column) >= lengthAt(common, row, column + 1)) {
      found.push({ kind: "removed", text: old[row] ?? "" });
      row += 1;
    } else {
      found.push({ kind: "added", text: now[column] ?? "" });
      column += 1;
    }
  }
  return found.filter(({ text }) => text.trim() !== "");
}

const lengthAt = (table: number[][], row: number, column: number): number => table[row]?.[column] ?? 0;

/** For each pair of places the length of the longest common sequence from there on. */
function commonLengths(old: string[], now: string[]): number[][] {
  const table: number[][] = Array.from({ length: old.length + 1 }, () => []);
  for (let row = old.length - 1; row >= 0; row -= 1)
    for (let column = now.length - 1; column >= 0; column -= 1) {
      const cells = table[row] ?? [];
      cells[column] =
        old[row] === now[column]
          ? lengthAt(table, row + 1, column + 1) + 1
          : Math.max(lengthAt(table, row + 1, column), lengthAt(table, row, column + 1));
    }
  return table;
}
