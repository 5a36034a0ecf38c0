import type { DocumentSettings } from "../../domain/documents/settings.ts";
import { issueOrderDocuments } from "../../server/orders/documents/issue-order-documents.ts";
import { getSettings } from "../../server/settings/get-settings.ts";
import { saveSettings } from "../../server/settings/save-settings.ts";
import type { TestShop } from "./test-shop.ts";

/** Documents as a merchant would have switched them on before the first order, with other settings. */
export async function switchDocuments(changes: Partial<DocumentSettings> = {}): Promise<void> {
  const { version } = await getSettings("documents");
  await saveSettings("documents", { isOn: true, since: "2020-01-01T00:00:00.000Z", ...changes }, version);
}

export type DocumentRow = {
  id: string;
  kind: string;
  number: string;
  sequence: number;
  series: string;
  total: bigint;
  tax: bigint;
  data: { taxes: Record<string, string>[]; lines: Record<string, string>[] } & Record<string, unknown>;
};

/** What the queue's jobs would do, and what an order has then. */
export async function documentsOf(testShop: TestShop, orderId: string): Promise<DocumentRow[]> {
  const jobs = await testShop.sql(
    "SELECT 1 FROM pgboss.job WHERE name = 'issue-documents' AND data->>'orderId' = $1",
    [orderId],
  );
  if (jobs.length > 0) await issueOrderDocuments(orderId, { cause: "sweep" });
  return testShop.sql<DocumentRow>(
    `SELECT id, kind, number, sequence, series, total_minor AS total, tax_minor AS tax, data
       FROM documents WHERE order_id = $1 ORDER BY issued_at`,
    [orderId],
  );
}
