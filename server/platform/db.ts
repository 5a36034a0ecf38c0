import "server-only";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { PrismaClient } from "@/prisma/generated/client";
import { env } from "./env";
import { log } from "./log";

export * from "@/prisma/generated/enums";

const POOL_SIZE = 20;
const BIGINT_OID = 20;

/** What a function of ours needs to run SQL: the pool, or the connection of an open transaction. */
export type Sql = Pick<pg.ClientBase, "query">;

// Kept on globalThis because the development server loads modules again at every change.
const shared = globalThis as { latchkeyPool?: pg.Pool; latchkeyPrisma?: PrismaClient };

/** The connections of this process. Amounts come back as bigint, not as text. */
export function pool(): pg.Pool {
  shared.latchkeyPool ??= openPool();
  return shared.latchkeyPool;
}

function openPool(): pg.Pool {
  const opened = new pg.Pool({
    connectionString: env().DATABASE_URL,
    max: POOL_SIZE,
    connectionTimeoutMillis: 5_000,
    application_name: "latchkey",
    types: {
      getTypeParser: ((oid: number, format: "text" | "binary") =>
        oid === BIGINT_OID ? BigInt : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
    },
  });
  // A connection that dies while idle is replaced at the next query; without a listener it ends the process.
  opened.on("error", (error) => log.warn({ err: error }, "a database connection was lost"));
  return opened;
}

/** Prisma on the same connections. Hot statements and row locks use SQL through `pool` and `transaction`. */
export function db(): PrismaClient {
  shared.latchkeyPrisma ??= new PrismaClient({ adapter: new PrismaPg(pool()) });
  return shared.latchkeyPrisma;
}

/**
 * Runs `work` in one transaction and commits. Never wait for the network in it.
 * A deadlock or serialization failure (40P01, 40001) is tried again, three times in all.
 */
export async function transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await runOnce(work);
    } catch (error) {
      const code = (error as { code?: string }).code;
      if ((code !== "40P01" && code !== "40001") || attempt === 3) throw error;
    }
  }
}

async function runOnce<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
  const connection = await pool().connect();
  let isBroken = false;
  try {
    await connection.query("BEGIN");
    const result = await work(connection);
    await connection.query("COMMIT");
    return result;
  } catch (error) {
    // A connection that cannot even roll back is lost and must not go back into the pool.
    await connection.query("ROLLBACK").catch(() => {
      isBroken = true;
    });
    throw error;
  } finally {
    connection.release(isBroken);
  }
}

/** Closes everything, so that a command can end. */
export async function closeDb(): Promise<void> {
  await shared.latchkeyPrisma?.$disconnect();
  await shared.latchkeyPool?.end();
  delete shared.latchkeyPrisma;
  delete shared.latchkeyPool;
}
