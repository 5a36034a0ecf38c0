// A process that issues the documents of the orders it is told, several at once: for tests that kill it with CRASH_AT.
import { issueOrderDocuments } from "../../server/orders/documents/issue-order-documents.ts";
import { closeDb } from "../../server/platform/db.ts";
import { loadSettings } from "../../server/settings/load-settings.ts";

await loadSettings();
await Promise.all(process.argv.slice(2).map((id) => issueOrderDocuments(id, { cause: "sweep" })));
await closeDb();
