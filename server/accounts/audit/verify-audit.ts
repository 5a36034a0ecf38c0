import "server-only";
import { db, Prisma, type Tx } from "../../platform/db";

const BATCH = 1_000;
const MAX_MS = 600_000;
const START = { seq: 0n, hash: "0".repeat(64) };

/** `seq`: the number of the entry, or of the first that is gone. */
export type AuditFault = { kind: "changed" | "removed" | "inserted" | "rewritten"; seq: bigint };
export type AuditHeadView = { seq: bigint; hash: string };
export type AuditVerdict = { faults: AuditFault[]; head: AuditHeadView };

type Row = { seq: bigint; previousHash: string; hash: string; expected: string };

/**
 * Reads the whole chain and calculates each hash again, with a thousand entries in memory.
 * @param known a head that was noted outside the database: a chain that was calculated again does not hold it
 */
export function verifyAudit(known?: AuditHeadView): Promise<AuditVerdict> {
  const options = { isolationLevel: Prisma.TransactionIsolationLevel.RepeatableRead, timeout: MAX_MS };
  return db().$transaction(async (tx) => {
    const head = await tx.auditHead.findUniqueOrThrow({
      where: { id: 1 },
      select: { seq: true, hash: true },
    });
    const faults: AuditFault[] = [];
    let last: AuditHeadView = START;
    let holdsKnown = known === undefined;
    for await (const row of readEntries(tx)) {
      faults.push(...faultsOf(row, last));
      if (row.seq === known?.seq && row.hash === known.hash) holdsKnown = true;
      last = { seq: row.seq, hash: row.hash };
    }
    if (last.seq < head.seq) faults.push({ kind: "removed", seq: last.seq + 1n });
    if (last.seq > head.seq) faults.push({ kind: "inserted", seq: head.seq + 1n });
    if (last.seq === head.seq && last.hash !== head.hash) faults.push({ kind: "changed", seq: last.seq });
    if (known && !holdsKnown) faults.push({ kind: "rewritten", seq: known.seq });
    return { faults, head };
  }, options);
}

function faultsOf(row: Row, last: AuditHeadView): AuditFault[] {
  const faults: AuditFault[] = [];
  if (row.seq <= 0n) faults.push({ kind: "inserted", seq: row.seq });
  else if (row.seq > last.seq + 1n) faults.push({ kind: "removed", seq: last.seq + 1n });
  else if (row.previousHash !== last.hash) faults.push({ kind: "inserted", seq: row.seq });
  if (row.hash !== row.expected) faults.push({ kind: "changed", seq: row.seq });
  return faults;
}

async function* readEntries(tx: Tx): AsyncGenerator<Row> {
  for (let after: bigint | null = null; ; ) {
    // By hand: PostgreSQL writes the JSON that its trigger hashed; no other program promises the same bytes.
    const rows: Row[] = await tx.$queryRaw<Row[]>`
      SELECT seq, previous_hash AS "previousHash", hash,
             encode(sha256(convert_to(jsonb_build_array(
               previous_hash, seq, (extract(epoch FROM at) * 1000)::bigint, actor_id, actor, address,
               action, object, before, after)::text, 'UTF8')), 'hex') AS expected
        FROM audit_entries WHERE ${after}::bigint IS NULL OR seq > ${after}::bigint ORDER BY seq LIMIT ${BATCH}`;
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < BATCH) return;
    after = last.seq;
  }
}
