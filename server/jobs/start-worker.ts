import "server-only";
import pg from "pg";
import { preparePendingPictures } from "../catalog/prepare-pending-pictures";
import { env } from "../env";
import { drainInbox } from "../inbox/drain-inbox";
import { log } from "../log";
import { closeQueue, type JobName, type Jobs, queue } from "../queue";
import { sweepOrders } from "../reconcile/sweep-orders";
import { sendOrderMail } from "./send-order-mail";

// The doorbell wakes the worker at once; this is for the ring that a lost connection swallowed.
const POLL_MS = 1_000;
const RECONNECT_MS = 1_000;

// Each is a download and six encodings: enough to fill a shop in an hour, too little to slow it down.
const PICTURES_A_MINUTE = 5;

const EVERY_MINUTE = "* * * * *";

/** Starts everything that works without being asked: the inbox, the jobs, the sweeps. @returns how to end it */
export async function startWorker(): Promise<() => Promise<void>> {
  const inbox = drainWhenever();
  const bell = listenForEvents(inbox.wake);
  const boss = await queue(true);
  await boss.work(
    "send-order-mail",
    { pollingIntervalSeconds: 2 },
    async (jobs: { data: Jobs["send-order-mail"] }[]) => {
      for (const { data } of jobs) await sendOrderMail(data);
    },
  );
  await repeat("sweep-orders", async () => {
    const report = await sweepOrders();
    if (report.settled + report.failed + report.refundsFinished > 0) log.info(report, "swept");
  });
  await repeat("prepare-pictures", async () => {
    const { prepared, failed } = await preparePendingPictures(PICTURES_A_MINUTE);
    if (prepared + failed > 0) log.info({ prepared, failed }, "pictures prepared");
  });
  return async () => {
    bell.close();
    await inbox.stop();
    await closeQueue();
  };
}

/** A job by the minute, in one of the workers at a time. */
async function repeat(name: JobName, work: () => Promise<void>): Promise<void> {
  const boss = await queue(true);
  await boss.schedule(name, EVERY_MINUTE);
  await boss.work(name, { pollingIntervalSeconds: 5 }, work);
}

/** Drains until the inbox is empty, then sleeps until it is woken or the poll is due. */
function drainWhenever() {
  let isRunning = true;
  let wakeUp: () => void = () => undefined;
  let isRung = false;
  const wake = () => {
    isRung = true;
    wakeUp();
  };
  const loop = (async () => {
    while (isRunning) {
      isRung = false;
      const taken = await drainInbox().catch((error) => {
        log.error({ err: error }, "the inbox could not be drained");
        return 0;
      });
      if (taken > 0 || isRung || !isRunning) continue;
      await new Promise<void>((done) => {
        const timer = setTimeout(done, POLL_MS);
        wakeUp = () => {
          clearTimeout(timer);
          done();
        };
      });
    }
  })();
  return {
    wake,
    stop: async () => {
      isRunning = false;
      wake();
      await loop;
    },
  };
}

/** Holds one connection that hears the trigger on the inbox; opens it again when it is lost. */
function listenForEvents(onRing: () => void) {
  let isOpen = true;
  let client: pg.Client | undefined;
  const connect = async () => {
    client = new pg.Client({ connectionString: env().DATABASE_URL, application_name: "latchkey worker" });
    client.on("notification", onRing);
    client.on("error", () => undefined);
    client.on("end", () => isOpen && setTimeout(reconnect, RECONNECT_MS));
    await client.connect();
    await client.query("LISTEN latchkey_inbox");
    onRing();
  };
  const reconnect = () => connect().catch(() => isOpen && setTimeout(reconnect, RECONNECT_MS));
  void reconnect();
  return {
    close: () => {
      isOpen = false;
      void client?.end().catch(() => undefined);
    },
  };
}
