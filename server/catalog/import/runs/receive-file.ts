import "server-only";
import { type ImportChoice, MAX_FILE_BYTES } from "@/domain/catalog/imports/import";
import { audit } from "../../../accounts/audit/audit";
import { requireAdmin } from "../../../accounts/session";
import { transaction } from "../../../platform/db";
import { enqueue } from "../../../platform/queue";

const CHUNK_BYTES = 1024 * 1024;
const MAX_NAME = 200;

export type ReceivedFile = { kind: "received"; id: string } | { kind: "empty" } | { kind: "too_large" };

/**
 * Stores an uploaded file and has a worker check it. All of it is stored or nothing.
 * @throws NotSignedInError, NotAllowedError
 */
export async function receiveFile(file: File, choice: ImportChoice): Promise<ReceivedFile> {
  const admin = await requireAdmin("catalog.write");
  if (file.size === 0) return { kind: "empty" };
  if (file.size > MAX_FILE_BYTES) return { kind: "too_large" };
  const bytes = Buffer.from(await file.arrayBuffer());
  const fileName = file.name.replace(/\p{Cc}/gu, "").slice(-MAX_NAME) || "products.csv";
  const id = await transaction(async (tx) => {
    const made = await tx.catalogImport.create({
      data: {
        ...{ fileName, bytes: bytes.length, state: "checking", total: bytes.length * 2 },
        ...{ stockRule: choice.stockRule, allowsRemovals: choice.allowsRemovals },
        ...{ adminId: admin.id, adminName: admin.name },
      },
      select: { id: true },
    });
    for (let at = 0; at < bytes.length; at += CHUNK_BYTES)
      await tx.catalogImportChunk.create({
        data: {
          ...{ importId: made.id, position: at / CHUNK_BYTES },
          bytes: bytes.subarray(at, at + CHUNK_BYTES),
        },
        select: { position: true },
      });
    await enqueue(tx, "import-products", {});
    const after = { file: fileName, bytes: bytes.length };
    await audit(tx, { by: admin, action: "catalog_import_checked", object: `import:${made.id}`, after });
    return made.id;
  });
  return { kind: "received", id };
}
