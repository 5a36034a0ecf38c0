import "server-only";
import { createHash } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { Prisma, PrismaClient } from "@/prisma/generated/client";
import { env } from "./env";
import { log } from "./log";

export * from "@/prisma/generated/enums";
export { Prisma };

const POOL_SIZE = 20;
const BIGINT_OID = 20;
const MAX_PREPARED = 500;
const MAX_WAIT_MS = 10_000;
const MAX_TRANSACTION_MS = 120_000;
const MAX_ATTEMPTS = 3;
// A deadlock and a serialization failure: the same work succeeds when it is run again.
const RETRIED = new Set(["40P01", "40001"]);

/** An open transaction: Prisma's models and tagged templates. */
export type Tx = Prisma.TransactionClient;

// Kept on globalThis: the development server loads modules again at every change, and a build has this one in
// several of its files.
const shared = globalThis as { latchkeyPool?: pg.Pool; latchkeyPrisma?: PrismaClient };

/**
 * The connections of this process, for the few statements that do not go through Prisma
 * (tests/unit/statements.test.ts lists them). Amounts come back as bigint, not as text.
 */
export function pool(): pg.Pool {
  shared.latchkeyPool ??= openPool();
  return shared.latchkeyPool;
}

function openPool(): pg.Pool {
  const opened = new pg.Pool({
    connectionString: env().DATABASE_URL,
    max: POOL_SIZE,
    connectionTimeoutMillis: MAX_WAIT_MS,
    application_name: "latchkey",
    // Prisma sends times without a zone: every connection must read them as UTC, whatever the server's zone is.
    onConnect: async (client) => {
      await client.query("SET TIME ZONE 'UTC'");
    },
    types: {
      getTypeParser: ((oid: number, format: "text" | "binary") =>
        oid === BIGINT_OID ? BigInt : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
    },
  });
  // A connection that dies while idle is replaced at the next query; without a listener it ends the process.
  opened.on("error", (error) => log.warn({ err: error }, "a database connection was lost"));
  return opened;
}

/** Prisma on the same connections. */
export function db(): PrismaClient {
  shared.latchkeyPrisma ??= new PrismaClient({
    adapter: new PrismaPg(pool(), { statementNameGenerator: nameStatement }),
    transactionOptions: { maxWait: MAX_WAIT_MS, timeout: MAX_TRANSACTION_MS },
  });
  return shared.latchkeyPrisma;
}

/**
 * Runs `work` in one transaction and commits. Never wait for the network in it.
 * After a deadlock or serialization failure it is run again, three times in all.
 */
export async function transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db().$transaction(work);
    } catch (error) {
      if (!RETRIED.has(sqlState(error) ?? "") || attempt === MAX_ATTEMPTS) throw error;
    }
  }
}

/**
 * PostgreSQL's code of a failed statement, whether it went through Prisma or as text; null for any other error.
 * Prisma has codes of its own for a unique index (P2002) and a lost race (P2034).
 */
export function sqlState(error: unknown): string | null {
  if (error instanceof pg.DatabaseError) return error.code ?? null;
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return null;
  if (error.code === "P2002") return "23505";
  if (error.code === "P2034") return "40001";
  const cause = causeOf(error);
  return cause && "originalCode" in cause ? String(cause.originalCode) : null;
}

/** The sentence of an error: PostgreSQL's own where a statement failed, without Prisma's words around it. */
export function errorMessage(error: unknown): string {
  const cause = error instanceof Prisma.PrismaClientKnownRequestError ? causeOf(error) : null;
  if (cause && "originalMessage" in cause) return String(cause.originalMessage);
  return error instanceof Error ? error.message : String(error);
}

function causeOf({ meta }: Prisma.PrismaClientKnownRequestError): object | null {
  const adapterError = meta?.driverAdapterError;
  return adapterError instanceof Error && adapterError.cause instanceof Object ? adapterError.cause : null;
}

const EACH_TIME = "/* planned each time */";

/** Begins a statement that PostgreSQL must plan each time: its best plan depends on its values, or changes quickly. */
export const PLANNED_EACH_TIME = Prisma.raw(EACH_TIME);

const statementNames = new Map<string, string>();

/** With a name, a connection plans a statement once. Lists of any length make statements without end: those get none. */
function nameStatement({ sql }: { sql: string }): string {
  if (sql.startsWith(EACH_TIME)) return "";
  const known = statementNames.get(sql);
  if (known !== undefined) return known;
  if (statementNames.size >= MAX_PREPARED) return "";
  const name = `prisma ${createHash("sha256").update(sql).digest("hex").slice(0, 40)}`;
  statementNames.set(sql, name);
  return name;
}

/** Closes everything, so that a command can end. */
export async function closeDb(): Promise<void> {
  await shared.latchkeyPrisma?.$disconnect();
  await shared.latchkeyPool?.end();
  delete shared.latchkeyPrisma;
  delete shared.latchkeyPool;
}
