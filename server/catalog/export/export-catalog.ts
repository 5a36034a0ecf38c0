import "server-only";
import type { CatalogFile } from "@/domain/exports/catalog-export";
import { audit } from "../../accounts/audit/audit";
import { requireAdmin } from "../../accounts/session";
import { transaction } from "../../platform/db";
import type { CsvFile } from "../../platform/requests/answer-csv";
import { catalogFile } from "./catalog-file";

/**
 * Products, their stock, or collections as a file whose rows are read while it is sent. The columns of products and
 * stock are those of the import: imported as it is, such a file changes nothing. The audit says who exported what.
 * @throws NotSignedInError, NotAllowedError
 */
export async function exportCatalog(file: CatalogFile): Promise<CsvFile> {
  const admin = await requireAdmin("catalog.read");
  await transaction((tx) => audit(tx, { by: admin, action: "catalog_exported", after: { file } }));
  return catalogFile(file);
}
