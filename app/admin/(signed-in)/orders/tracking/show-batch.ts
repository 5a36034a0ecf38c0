import { randomUUID } from "node:crypto";
import { z } from "zod";
import { MAX_BATCH } from "@/domain/fulfillment/paper";
import { UNDO_SECONDS } from "@/domain/fulfillment/sending-state";
import { isLineFault } from "@/domain/fulfillment/tracking-list";
import type { Translate } from "@/messages/messages";
import type { PlannedLine } from "@/server/orders/fulfillment/batch/plan-batch";
import type { BatchRow } from "@/server/orders/fulfillment/batch/send-batch";
import type { UndoResult } from "@/server/orders/fulfillment/send-order";
import type { BatchState, DoneRow, ListValues } from "@/ui/admin/batch/batch-state";

/** What the form keeps of a batch that was sent. */
export const Kept = z.object({
  sentAt: z.int(),
  rows: z
    .array(
      z.object({
        ...{ orderId: z.uuid(), number: z.int(), parcelId: z.uuid().nullable() },
        ...{ isUndone: z.boolean(), sentence: z.string().max(500) },
      }),
    )
    .max(MAX_BATCH),
});
type Kept = z.output<typeof Kept>;

/** What a list would do, in sentences. */
export function showLook(lines: PlannedLine[], values: ListValues, t: Translate): BatchState {
  const parcels = lines.flatMap(({ parcel }) => parcel ?? []);
  return {
    step: "look",
    values,
    batchId: randomUUID(),
    parcels: JSON.stringify(parcels),
    rows: lines.map((line) => ({
      at: line.at,
      typed: line.text,
      orderId: line.parcel?.orderId ?? null,
      number: String(line.number ?? line.text),
      customer: line.customerName,
      items: line.items.map((item) => t("mail.frame.line", item)).join(" · "),
      tracking: trackingOf(line, t),
      fault: line.fault && faultOf(line.fault, t),
      mail: line.parcel ? line.mail : null,
    })),
    summary: t("admin.batch.summary", { good: parcels.length, faulty: lines.length - parcels.length }),
    submit: parcels.length > 0 ? t("admin.batch.send", { orders: parcels.length }) : null,
  };
}

function trackingOf({ carrierName, trackingNumbers }: PlannedLine, t: Translate): string {
  if (trackingNumbers.length === 0) return t("admin.batch.noTracking");
  return [carrierName ?? t("admin.batch.noCarrier"), ...trackingNumbers].join(" · ");
}

const faultOf = (fault: Exclude<PlannedLine["fault"], null>, t: Translate): string =>
  isLineFault(fault) ? t(`admin.batch.fault.${fault}`) : t(`admin.sending.refusal.${fault}`);

/** What was sent, with the reason where something was not. */
export function showDone(rows: BatchRow[], now: Date, t: Translate): BatchState {
  const shown = rows.map(({ orderId, number, result }): DoneRow => {
    const row = { orderId, number, isUndone: false };
    if (result.kind === "refused")
      return { ...row, parcelId: null, sentence: t(`admin.sending.refusal.${result.refusal}`) };
    const sentence = t(result.hasMail ? "admin.batch.sentWithMail" : "admin.batch.sentWithoutMail", {
      units: result.units,
    });
    return { ...row, parcelId: result.parcelId, sentence };
  });
  return done({ sentAt: now.getTime(), rows: shown }, now, t);
}

/** The same after some of it was undone, or could not be any more. */
export function showUndone(
  { sentAt, rows }: Kept,
  results: Map<string, UndoResult>,
  now: Date,
  t: Translate,
): BatchState {
  const shown = rows.map((row) => {
    const result = row.parcelId === null ? undefined : results.get(row.parcelId);
    if (result === undefined || row.isUndone) return row;
    const isUndone = result === "undone";
    return { ...row, isUndone, sentence: t(isUndone ? "admin.sending.undone" : "admin.sending.tooLate") };
  });
  return done({ sentAt, rows: shown }, now, t);
}

function done(kept: Kept, now: Date, t: Translate): BatchState {
  const count = (which: (row: DoneRow) => boolean) => kept.rows.filter(which).length;
  return {
    step: "done",
    rows: kept.rows,
    kept: JSON.stringify(kept),
    summary: t("admin.batch.done", {
      sent: count(({ parcelId, isUndone }) => parcelId !== null && !isUndone),
      undone: count(({ isUndone }) => isUndone),
      refused: count(({ parcelId }) => parcelId === null),
    }),
    leftMs: Math.max(0, kept.sentAt + UNDO_SECONDS * 1_000 - now.getTime()),
  };
}
