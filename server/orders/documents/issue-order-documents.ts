import "server-only";
import { issueDocuments } from "../../documents/issue-documents";
import { type Cause, recordOrderEvent } from "../history/record-order-event";

/** Issues what an order lacks of documents, and says so in its history. @returns how many were issued */
export const issueOrderDocuments = (orderId: string, by: Cause): Promise<number> =>
  issueDocuments(orderId, (tx, { kind, number }) =>
    recordOrderEvent(tx, orderId, by, { kind: "document_issued", data: { document: kind, number } }),
  );
