import "server-only";
import { BYTE_ORDER_MARK, type Cell, csvText } from "@/domain/exports/csv";
import { isoTime } from "@/domain/format-time";
import { shopTimeZone } from "../env";
import { log } from "../log";

export type CsvFile = {
  /** What its name begins with; the day follows. */
  name: string;
  header: string[];
  /** Its rows, read when the client takes them. */
  batches: AsyncGenerator<Cell[][]>;
};

/** The file as a download that is read and sent batch by batch, and no further once the client has gone. */
export function answerCsv(file: CsvFile): Response {
  const timeZone = shopTimeZone();
  const day = isoTime(new Date(), timeZone).slice(0, "2026-12-07".length);
  return new Response(streamOf(csvOf(file, timeZone)), {
    headers: {
      "content-type": "text/csv; charset=utf-8; header=present",
      "content-disposition": `attachment; filename="${file.name}-${day}.csv"`,
      "cache-control": "no-store",
    },
  });
}

async function* csvOf({ header, batches }: CsvFile, timeZone: string): AsyncGenerator<string> {
  try {
    yield BYTE_ORDER_MARK + csvText([header], timeZone);
    for await (const rows of batches) yield csvText(rows, timeZone);
  } finally {
    // Also where the client has gone before the first row was read.
    await batches.return(undefined);
  }
}

function streamOf(chunks: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await next(chunks);
        if (done) controller.close();
        else controller.enqueue(encoder.encode(value));
      },
      async cancel() {
        await chunks.return(undefined);
      },
    },
    // Nothing is read ahead of the client.
    { highWaterMark: 0 },
  );
}

/** A fault ends the connection before the file does: the browser says that the download failed. */
async function next(chunks: AsyncGenerator<string>): Promise<IteratorResult<string>> {
  try {
    return await chunks.next();
  } catch (error) {
    log.error({ err: error }, "an export could not be finished");
    throw error;
  }
}
