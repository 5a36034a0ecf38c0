import "server-only";
import type { DocumentKind } from "@/domain/documents/document";
import { numberText, seriesOf, yearIn } from "@/domain/documents/number";
import type { Tx } from "../platform/db";
import { shopTimeZone } from "../platform/env";
import { settings } from "../platform/settings/settings";

export type TakenNumber = { series: string; sequence: number; number: string; issuedAt: Date };

/**
 * The next number of its series. The row stays locked until the caller's transaction ends, so it is taken last, right before
 * the document is inserted; what is rolled back has taken none.
 */
export async function takeNumber(tx: Tx, kind: DocumentKind, livemode: boolean): Promise<TakenNumber> {
  const documents = settings("documents");
  const { series, prefix } = seriesOf(kind, livemode, yearIn(new Date(), shopTimeZone()), documents);
  const row = (await nextOf(tx, series)) ?? (await begin(tx, { series, kind, livemode, prefix }));
  const { sequence, issuedAt } = row;
  return { series, sequence, number: numberText(prefix, sequence, documents.digits), issuedAt };
}

type Step = { sequence: number; issuedAt: Date };

/** By hand, for the row's own value, and the clock of the database after the lock: times rise with the numbers. */
async function nextOf(tx: Tx, series: string): Promise<Step | undefined> {
  const [row] = await tx.$queryRaw<Step[]>`
    UPDATE number_series SET next_number = next_number + 1 WHERE series = ${series}
    RETURNING next_number - 1 AS sequence, date_trunc('milliseconds', clock_timestamp()) AS "issuedAt"`;
  return row;
}

/** The first document of a series; of two at once, one waits for the other's row. */
async function begin(
  tx: Tx,
  row: { series: string; kind: DocumentKind; livemode: boolean; prefix: string },
): Promise<Step> {
  await tx.numberSeries.createMany({ data: row, skipDuplicates: true });
  const step = await nextOf(tx, row.series);
  if (!step) throw new Error(`there is no number series ${row.series}`);
  return step;
}
