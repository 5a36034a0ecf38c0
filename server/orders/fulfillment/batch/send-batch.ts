import "server-only";
import { createHash } from "node:crypto";
import { requireAdmin } from "../../../accounts/session";
import { type SendResult, sendOrder, type UndoResult, undoSending } from "../send-order";
import type { BatchParcel } from "./plan-batch";

export type BatchRow = { orderId: string; number: number; result: SendResult };

/**
 * Sends each parcel of a plan as `sendOrder` does, one order after the other. Each has a request id made from the
 * batch and its order: pressing twice sends once, and pressing again after a crash sends what is missing.
 * @param batchId made with the plan
 * @throws when the admin may not
 */
export async function sendBatch(
  batchId: string,
  parcels: BatchParcel[],
  hasMail: boolean,
): Promise<BatchRow[]> {
  await requireAdmin("orders.fulfill");
  const rows: BatchRow[] = [];
  for (const { orderId, number, units, carrier, trackingNumbers } of parcels) {
    const result = await sendOrder({
      ...{ orderId, carrier, trackingNumbers, hasMail },
      requestId: requestIdOf(batchId, orderId),
      units: new Map(Object.entries(units)),
    });
    rows.push({ orderId, number, result });
  }
  return rows;
}

/** Takes parcels back as `undoSending` does. @returns what came of each, by its id */
export async function undoBatch(parcelIds: string[]): Promise<Map<string, UndoResult>> {
  const results = new Map<string, UndoResult>();
  for (const parcelId of parcelIds) results.set(parcelId, await undoSending(parcelId));
  return results;
}

/** A UUID of version 8: of a form of our own (RFC 9562, 5.8). */
function requestIdOf(batchId: string, orderId: string): string {
  const hash = createHash("sha256").update(`${batchId} ${orderId}`).digest("hex");
  return [hash.slice(0, 8), hash.slice(8, 12), `8${hash.slice(13, 16)}`, `8${hash.slice(17, 20)}`]
    .concat(hash.slice(20, 32))
    .join("-");
}
