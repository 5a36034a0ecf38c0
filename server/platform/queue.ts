import "server-only";
import { fromPrisma, PgBoss } from "pg-boss";
import { MAIL_TRIES } from "@/domain/mail/outbox";
import type { MailSubject, OrderMailKind } from "@/domain/orders/mail";
import { db, type Tx } from "./db";
import { env } from "./env";
import { log } from "./log";

/** Jobs that outlive a process, with what each carries. */
export type Jobs = {
  "send-order-mail": { orderId: string; kind: OrderMailKind } & MailSubject;
  /** One that stands in the outbox as it is. */
  "send-mail": { mailId: string };
  "issue-documents": { orderId: string };
  "sweep-orders": Record<string, never>;
  "prepare-pictures": Record<string, never>;
  "tell-admins": Record<string, never>;
  /** For a process whose keys cannot read from Stripe. */
  "reconcile-order": { orderId: string; cause: "shopper" | "return_page" };
  "finish-refunds": Record<string, never>;
  "release-idle-holds": Record<string, never>;
  "sweep-lists": Record<string, never>;
  "sum-days": Record<string, never>;
  "apply-retention": Record<string, never>;
  /** Checks, imports and undoes files of products. */
  "import-products": Record<string, never>;
  /** Requested by an admin, or the scheduled check. */
  "check-records": { askedBy?: string };
};
export type JobName = keyof Jobs;

type QueueOptions = { retryLimit: number; retryBackoff: boolean; notify: boolean; expireInSeconds?: number };

// Queues of earlier versions: their schedules would fill them, and no worker processes them any more.
const RETIRED_QUEUES = ["settle-order", "compare-books"];

// What still fails then is found by the check of records.
const MAX_ISSUES = 8;

// A check of millions of orders takes hours at the rate that Stripe allows.
const MAX_SECONDS = 23 * 3_600;

const QUEUES: Record<JobName, QueueOptions> = {
  "send-order-mail": { retryLimit: MAIL_TRIES - 1, retryBackoff: true, notify: true },
  "send-mail": { retryLimit: MAIL_TRIES - 1, retryBackoff: true, notify: true },
  "issue-documents": { retryLimit: MAX_ISSUES - 1, retryBackoff: true, notify: true },
  "sweep-orders": { retryLimit: 0, retryBackoff: false, notify: false },
  "prepare-pictures": { retryLimit: 0, retryBackoff: false, notify: false },
  "tell-admins": { retryLimit: 0, retryBackoff: false, notify: false },
  "reconcile-order": { retryLimit: 0, retryBackoff: false, notify: true },
  "finish-refunds": { retryLimit: 0, retryBackoff: false, notify: false },
  "release-idle-holds": { retryLimit: 0, retryBackoff: false, notify: false },
  "sum-days": { retryLimit: 0, retryBackoff: false, notify: false, expireInSeconds: MAX_SECONDS },
  "apply-retention": { retryLimit: 0, retryBackoff: false, notify: false, expireInSeconds: MAX_SECONDS },
  "import-products": { retryLimit: 0, retryBackoff: false, notify: true, expireInSeconds: MAX_SECONDS },
  "sweep-lists": { retryLimit: 0, retryBackoff: false, notify: false, expireInSeconds: MAX_SECONDS },
  "check-records": { retryLimit: 0, retryBackoff: false, notify: true, expireInSeconds: MAX_SECONDS },
};

// How often the state of an awaited job is read.
const LOOK_MS = 100;

const shared = globalThis as { latchkeyQueue?: Promise<PgBoss> };

/** The queue of this process. `isWorker`: it also keeps the schedules and repairs what crashed workers left. */
export function queue(isWorker = false): Promise<PgBoss> {
  shared.latchkeyQueue ??= open(isWorker).catch((error) => {
    delete shared.latchkeyQueue;
    throw error;
  });
  return shared.latchkeyQueue;
}

async function open(isWorker: boolean): Promise<PgBoss> {
  const mayBuild = await mayBuildQueue();
  const boss = new PgBoss({
    connectionString: env().DATABASE_URL,
    application_name: "latchkey jobs",
    // As in db.ts: whatever zone the server or the database is set to.
    options: "-c timezone=UTC",
    max: 4,
    supervise: isWorker,
    schedule: isWorker,
    useListenNotify: isWorker,
    migrate: mayBuild,
    createSchema: mayBuild,
  });
  boss.on("error", (error) => log.warn({ err: error }, "the job queue lost a database connection"));
  await boss.start();
  if (mayBuild) {
    for (const [name, options] of Object.entries(QUEUES)) await boss.createQueue(name, options);
    for (const name of RETIRED_QUEUES) if (await boss.getQueue(name)) await boss.deleteQueue(name);
  }
  return boss;
}

/**
 * The roles of `npm run db:roles` may use the queue's tables and build none: the command has built them.
 * pg-boss itself says so when they are older than it.
 */
async function mayBuildQueue(): Promise<boolean> {
  const [right] = await db().$queryRaw<{ may: boolean }[]>`
    SELECT coalesce(has_schema_privilege(to_regnamespace('pgboss'), 'CREATE'),
                    has_database_privilege(current_database(), 'CREATE')) AS may`;
  return right?.may === true;
}

/**
 * Has a worker do a job now, and waits for it. @returns whether it was done within `waitMs`
 */
export async function performJob<Name extends JobName>(
  name: Name,
  data: Jobs[Name],
  waitMs: number,
): Promise<boolean> {
  const boss = await queue();
  const id = await boss.send(name, data);
  const until = Date.now() + waitMs;
  while (id !== null && Date.now() < until) {
    const [job] = await boss.findJobs(name, { id });
    if (job?.state === "completed") return true;
    if (job?.state === "failed" || job?.state === "cancelled") return false;
    await new Promise((done) => setTimeout(done, LOOK_MS));
  }
  return false;
}

/**
 * Adds a job in the caller's transaction: it exists if, and only if, that commits.
 * @param afterSeconds before that no worker takes it
 */
export async function enqueue<Name extends JobName>(
  tx: Tx,
  name: Name,
  data: Jobs[Name],
  afterSeconds = 0,
): Promise<void> {
  const boss = await queue();
  await boss.send(name, data, {
    db: fromPrisma(tx),
    ...(afterSeconds > 0 ? { startAfter: afterSeconds } : {}),
  });
}

/** Ends the queue of this process; running jobs get ten seconds. */
export async function closeQueue(): Promise<void> {
  const boss = await shared.latchkeyQueue?.catch(() => undefined);
  delete shared.latchkeyQueue;
  await boss?.stop({ graceful: true, timeout: 10_000 });
}
