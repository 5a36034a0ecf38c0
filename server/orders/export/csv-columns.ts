import "server-only";
import type { Cell } from "@/domain/exports/csv";
import type { Messages, Translate } from "@/messages/messages";

export type CsvColumn<Row> = {
  key: keyof Messages["admin"]["exports"]["column"];
  cell: (row: Row, t: Translate) => Cell;
};

export const headerOf = <Row>(columns: CsvColumn<Row>[], t: Translate): string[] =>
  columns.map(({ key }) => t(`admin.exports.column.${key}`));

/** The rows of each page of ids, as they are read. */
export async function* cellsOf<Row>(
  pages: AsyncGenerator<string[]>,
  read: (ids: string[]) => Promise<Row[]>,
  columns: CsvColumn<Row>[],
  t: Translate,
): AsyncGenerator<Cell[][]> {
  for await (const ids of pages) yield recordsOf(await read(ids), columns, t);
}

export const recordsOf = <Row>(rows: Row[], columns: CsvColumn<Row>[], t: Translate): Cell[][] =>
  rows.map((row) => columns.map(({ cell }) => cell(row, t)));

export const yesOrNo = (is: boolean, t: Translate): string =>
  is ? t("admin.exports.yes") : t("admin.exports.no");
