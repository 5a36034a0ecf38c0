import "server-only";
import type { DocumentKind } from "@/domain/documents/document";
import { isTaken } from "@/domain/orders/states";
import { crashPoint } from "../platform/crash-point";
import { type Tx, transaction } from "../platform/db";
import { enqueue } from "../platform/queue";
import { settings } from "../platform/settings/settings";
import { type Draft, draftCreditNote, draftInvoice } from "./draft-documents";
import { type LoadedOrder, loadInvoicedOrder, standingInvoice } from "./load-invoiced-order";
import { takeNumber } from "./take-number";

/**
 * An order was paid or refunded: its documents are issued by a job of this transaction. So a document that cannot be made
 * keeps no payment from being recorded, and no reconciling waits for a number.
 */
export async function requestDocuments(tx: Tx, orderId: string): Promise<void> {
  if (settings("documents").isOn || (await tx.issuedDocument.count({ where: { orderId } })) > 0)
    await enqueue(tx, "issue-documents", { orderId });
}

/**
 * Issues what an order lacks: its invoice, and a credit note for each refund that was made. Any caller, any time, any number of
 * times: what was issued is found, and each document is a transaction of its own.
 * @param record writes what follows from a document, in its transaction
 * @returns how many were issued
 */
export async function issueDocuments(orderId: string, record: RecordIssued): Promise<number> {
  for (let issued = 0; ; issued += 1) {
    if (!(await transaction((tx) => issueNext(tx, orderId, record)))) return issued;
    crashPoint("documents:issued");
  }
}

export type RecordIssued = (tx: Tx, document: { kind: DocumentKind; number: string }) => Promise<void>;

async function issueNext(tx: Tx, orderId: string, record: RecordIssued): Promise<boolean> {
  const order = await loadInvoicedOrder(tx, orderId);
  const draft = order && nextDraft(order);
  if (!draft) return false;
  await record(tx, await insertDocument(tx, order, draft));
  return true;
}

function nextDraft(order: LoadedOrder): Draft | null {
  const invoice = standingInvoice(order);
  if (!invoice) return isInvoiceDue(order) ? draftInvoice(order, order.paidAt ?? order.placedAt) : null;
  const refund = order.refunds.find(
    ({ id, state, ofDuplicatePayment }) =>
      state === "succeeded" &&
      !ofDuplicatePayment &&
      !order.documents.some(({ refundId }) => refundId === id),
  );
  return refund ? draftCreditNote(order, invoice, refund) : null;
}

/** Paid since documents were switched on: what was paid before may have been invoiced elsewhere. */
function isInvoiceDue({ paymentState, paidAt }: LoadedOrder): boolean {
  const { isOn, since } = settings("documents");
  return isOn && isTaken(paymentState) && paidAt !== null && since !== "" && paidAt >= new Date(since);
}

/** The counter's row is locked last: until the commit, which follows at once. @param by an admin's name; null: the shop */
export async function insertDocument(
  tx: Tx,
  { id: orderId, livemode, currency }: LoadedOrder,
  { data, ...links }: Draft,
  by: string | null = null,
): Promise<{ id: string; kind: DocumentKind; number: string }> {
  const { kind } = data;
  const { issuedAt, ...taken } = await takeNumber(tx, kind, livemode);
  crashPoint("documents:numbered");
  const { grossMinor, taxMinor } = data.totals;
  return tx.issuedDocument.create({
    data: {
      ...{ orderId, kind, livemode, currency, issuedAt, issuedBy: by, ...taken, ...links },
      ...{ totalMinor: BigInt(grossMinor), taxMinor: BigInt(taxMinor) },
      data: { ...data, number: taken.number, issuedAt: issuedAt.toISOString() },
    },
    select: { id: true, kind: true, number: true },
  });
}
