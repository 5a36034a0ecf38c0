import "server-only";
import { randomBytes } from "node:crypto";
import {
  BYTES_OF_CODE,
  MAX_CODES_OF_DISCOUNT,
  MAX_SINGLE_CODES,
  singleCode,
} from "@/domain/discounts/single-codes";
import type { Cell } from "@/domain/exports/csv";
import { isUuid } from "@/domain/uuid";
import { audit } from "../../accounts/audit/audit";
import { requireAdmin } from "../../accounts/session";
import { type DiscountKind, db, transaction } from "../../platform/db";
import type { CsvFile } from "../../platform/requests/answer-csv";

/** `too_many`: of one discount, 20,000 at most. `gone`: it does not work by codes that were made for it. */
export type MakeAnswer = "made" | "gone" | "too_many" | "not_a_number";

/**
 * Makes codes for a discount that work once each. A second click with the same request makes no more.
 * @param requestId made when the form was rendered
 */
export async function makeSingleCodes(
  id: string,
  { count, prefix, requestId }: { count: number; prefix: string; requestId: string },
): Promise<MakeAnswer> {
  const admin = await requireAdmin("catalog.write");
  if (!Number.isInteger(count) || count < 1 || count > MAX_SINGLE_CODES) return "not_a_number";
  if (!isUuid(id) || !isUuid(requestId)) return "gone";
  return transaction(async (tx) => {
    // By hand, for the lock: two clicks make their codes one after the other.
    const [discount] = await tx.$queryRaw<
      { name: string; kind: DiscountKind; value: bigint; currency: string }[]
    >`
      SELECT name, kind::text AS kind, value, currency FROM discounts
       WHERE id = ${id}::uuid AND method = 'codes' AND archived_at IS NULL FOR NO KEY UPDATE`;
    if (!discount) return "gone";
    // The first of them has the request's id.
    if ((await tx.discount.count({ where: { id: requestId } })) > 0) return "made";
    const before = await tx.discount.count({ where: { batchOf: id } });
    if (before + count > MAX_CODES_OF_DISCOUNT) return "too_many";
    let missing = count;
    let first: string | undefined = requestId;
    // One that is taken already is made again: with 48 random bits that hardly ever happens.
    while (missing > 0) {
      const codes = new Set(Array.from({ length: missing }, () => drawCode(prefix)));
      const made = await tx.discount.createMany({
        data: [...codes].map((code, index) => ({
          ...(index === 0 && first !== undefined ? { id: first } : {}),
          ...{
            ...discount,
            method: "code" as const,
            code,
            batchOf: id,
            usageLimit: 1,
            changedBy: admin.name,
          },
        })),
        skipDuplicates: true,
      });
      missing -= made.count;
      const isThere: number = first === undefined ? 1 : await tx.discount.count({ where: { id: first } });
      if (isThere > 0) first = undefined;
    }
    const after = { count, prefix };
    await audit(tx, { by: admin, action: "discount_codes_made", object: `discount:${id}`, after });
    return "made";
  });
}

function drawCode(prefix: string): string {
  for (;;) {
    const code = singleCode(prefix, randomBytes(BYTES_OF_CODE));
    if (code !== null) return code;
  }
}

const PAGE = 500;

/**
 * The codes of a discount that work once, as a file: each with whether it is used. The audit says who had them.
 * @param header what the columns are called
 * @param words what a code's state is called
 * @throws NotSignedInError, NotAllowedError
 */
export async function exportSingleCodes(
  id: string,
  header: string[],
  words: Record<"free" | "held" | "used", string>,
): Promise<CsvFile | null> {
  const admin = await requireAdmin("catalog.write");
  const discount = isUuid(id)
    ? await db().discount.findUnique({ where: { id, method: "codes" }, select: { name: true } })
    : null;
  if (!discount) return null;
  await transaction((tx) =>
    audit(tx, { by: admin, action: "discount_codes_exported", object: `discount:${id}` }),
  );
  return { name: "discount-codes", header, batches: readCodes(id, discount.name, words) };
}

async function* readCodes(
  id: string,
  name: string,
  words: Record<"free" | "held" | "used", string>,
): AsyncGenerator<Cell[][]> {
  let after: string | undefined;
  for (;;) {
    const page: { id: string; code: string | null; used: number; reserved: number }[] =
      await db().discount.findMany({
        where: { batchOf: id, ...(after ? { id: { gt: after } } : {}) },
        orderBy: { id: "asc" },
        take: PAGE,
        select: { id: true, code: true, used: true, reserved: true },
      });
    yield page.map(({ code, used, reserved }) => [
      code,
      name,
      words[used > 0 ? "used" : reserved > 0 ? "held" : "free"],
    ]);
    if (page.length < PAGE) return;
    after = page.at(-1)?.id;
  }
}
