/** kept: no mail server is set, so it stays here. */
export type MailState = "queued" | "sent" | "kept" | "failed";

export type MailRow = {
  id: string;
  recipient: string;
  subject: string;
  state: MailState;
  orderId: string | null;
  createdAt: Date;
  sentAt: Date | null;
  error: string | null;
  /** Its text is gone since then; with the person, also its recipient, which is empty. */
  erasedAt: Date | null;
};

/** A mail as the order's history tells of it. */
export type OrderMailView = Pick<
  MailRow,
  "id" | "recipient" | "subject" | "state" | "error" | "createdAt" | "erasedAt"
> & {
  writtenBy: string | null;
  /** Its text is gone since then: it cannot be sent again. */
  erasedAt: Date | null;
  /** null: it has left, or nobody can take it back. */
  undoableUntil: Date | null;
};

export type MailView = MailRow & { html: string; text: string; attempts: number };
