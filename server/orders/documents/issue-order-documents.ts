import "server-only";
import { requireAdmin } from "../../accounts/session";
import { type Correction, type CorrectResult, correctInvoice } from "../../documents/correct-invoice";
import { issueDocuments, type RecordIssued } from "../../documents/issue-documents";
import { type Cause, recordOrderEvent } from "../history/record-order-event";

/** Issues what an order lacks of documents, and says so in its history. @returns how many were issued */
export const issueOrderDocuments = (orderId: string, by: Cause): Promise<number> =>
  issueDocuments(orderId, recordAs(orderId, by));

const recordAs =
  (orderId: string, by: Cause): RecordIssued =>
  (tx, { kind, number }) =>
    recordOrderEvent(tx, orderId, by, { kind: "document_issued", data: { document: kind, number } });

/** Corrects whom an order's invoice is made out to. @throws NotSignedInError, NotAllowedError */
export async function correctOrderInvoice(
  orderId: string,
  invoiceId: string,
  correction: Correction,
): Promise<CorrectResult> {
  const { name } = await requireAdmin("orders.refund");
  return correctInvoice(
    orderId,
    invoiceId,
    correction,
    recordAs(orderId, { cause: "admin", causeRef: name }),
  );
}
