import "server-only";
import { z } from "zod";
import { documentSchema } from "@/domain/documents/document";
import { audit } from "../accounts/audit/audit";
import { requireAdmin } from "../accounts/session";
import { type Tx, transaction } from "../platform/db";
import { draftInvoice } from "./draft-documents";
import { insertDocument, type RecordIssued } from "./issue-documents";
import { type LoadedOrder, loadInvoicedOrder, standingInvoice } from "./load-invoiced-order";

export const correctionSchema = z.object({
  name: z.string().trim().max(120),
  company: z.string().trim().max(120),
  vatId: z.string().trim().max(30),
  /** Lines as on an envelope. */
  address: z.string().trim().max(500),
});
export type Correction = z.output<typeof correctionSchema>;

export type CorrectResult =
  | "corrected"
  /** Another admin was faster, or there is no invoice. */
  | "outdated"
  /** Something of it was credited: the rest is the bookkeeper's. */
  | "credited"
  | "same";

/**
 * Takes an invoice back by a credit note of all of it, and issues one that is made out to whom it should be. What was
 * issued stays as it is; no money moves.
 * @param invoiceId the one that the admin was shown
 * @throws NotSignedInError, NotAllowedError
 */
export async function correctInvoice(
  orderId: string,
  invoiceId: string,
  correction: Correction,
  record: RecordIssued,
): Promise<CorrectResult> {
  const admin = await requireAdmin("orders.refund");
  return transaction(async (tx) => {
    const order = await loadInvoicedOrder(tx, orderId);
    const invoice = order && standingInvoice(order);
    if (invoice?.id !== invoiceId || !order) return "outdated";
    if (order.documents.some(({ creditsId }) => creditsId === invoiceId)) return "credited";
    const former = documentSchema.parse(invoice.data);
    const { address, ...whom } = correction;
    const buyer = { ...former.buyer, ...whom, lines: address.split(/\r?\n/).filter(Boolean) };
    if (JSON.stringify(buyer) === JSON.stringify(former.buyer)) return "same";
    await issueBoth(tx, order, { id: invoiceId, former, buyer }, admin.name, record);
    const object = `order:${orderId}`;
    await audit(tx, { by: admin, action: "invoice_corrected", object, after: { invoice: former.number } });
    return "corrected";
  });
}

type Corrected = {
  id: string;
  former: z.output<typeof documentSchema>;
  buyer: z.output<typeof documentSchema>["buyer"];
};

async function issueBoth(
  tx: Tx,
  order: LoadedOrder,
  { id, former, buyer }: Corrected,
  by: string,
  record: RecordIssued,
): Promise<void> {
  const { number, issuedAt, ...said } = former;
  const credits = { number, issuedAt, cause: "correction" } as const;
  const note = { ...said, kind: "credit_note", credits, replaces: null } as const;
  const invoice = draftInvoice(order, new Date(former.paidAt));
  await record(tx, await insertDocument(tx, order, { data: note, creditsId: id }, by));
  const data = { ...invoice.data, buyer, replaces: { number, issuedAt } };
  await record(tx, await insertDocument(tx, order, { data, replacesId: id }, by));
}
