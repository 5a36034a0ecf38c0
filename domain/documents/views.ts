import type { Money } from "../money.ts";
import type { DocumentKind } from "./document.ts";

export type DocumentView = {
  id: string;
  kind: DocumentKind;
  number: string;
  issuedAt: Date;
  total: Money;
  /** An invoice that a credit note took back as a whole: another replaces it. */
  isReplaced: boolean;
};

/** A row of the list of documents. */
export type ListedDocument = Omit<DocumentView, "isReplaced"> & {
  tax: Money;
  orderId: string;
  orderNumber: number;
  /** Company, or name. */
  buyer: string;
};
