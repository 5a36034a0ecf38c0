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
};

export type MailView = MailRow & { html: string; text: string; attempts: number };
