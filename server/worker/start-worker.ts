import "server-only";
import { preparePendingPictures } from "../catalog/pictures/prepare-pending-pictures";
import { sendOrderMail } from "../orders/mail/send-order-mail";
import { forgetOpeners } from "../orders/place/place-order";
import { reconcileOrder } from "../orders/reconcile/reconcile-order";
import { env } from "../platform/env";
import { log } from "../platform/log";
import { closeQueue, type JobName, type Jobs, queue } from "../platform/queue";
import { checkWhenDue } from "../reconciliation/check/run-check";
import { sweepWhenDue } from "../reconciliation/sweep/run-sweep";
import { sweepOrders, sweepRefunds } from "../reconciliation/sweep/sweep-orders";
import { reviveEvents } from "../webhooks/decide-event";
import { drainInbox } from "../webhooks/drain-inbox";
import { listenForEvents } from "./listen-for-events";

// The eventRef wakes the worker at once; this is for the ring that a lost connection swallowed.
const POLL_MS = 1_000;

// Each is a download and six encodings: enough to fill a shop in an hour, too little to slow it down.
const PICTURES_A_MINUTE = 5;

const EVERY_MINUTE = "* * * * *";

/** Starts everything that works without being asked: the inbox, the jobs, the sweeps. @returns how to end it */
export async function startWorker(): Promise<() => Promise<void>> {
  const inbox = drainWhenever();
  const listener = listenForEvents(inbox.wake);
  const boss = await queue(true);
  await boss.work(
    "send-order-mail",
    { pollingIntervalSeconds: 2 },
    async (jobs: { data: Jobs["send-order-mail"] }[]) => {
      for (const { data } of jobs) await sendOrderMail(data);
    },
  );
  await repeat("sweep-orders", async () => {
    const revived = await reviveEvents();
    if (revived > 0) log.info({ revived }, "events of orders that are known by now are tried again");
    await forgetOpeners();
    const report = await sweepOrders();
    if (report.reconciled + report.failed + report.refundsFinished > 0) log.info(report, "swept");
  });
  await repeat("sweep-lists", async () => {
    const outcome = await sweepWhenDue();
    if (outcome && outcome.found > 0) log.info(outcome, "swept Stripe's lists");
  });
  await repeat("check-records", async (jobs) => {
    const askedBy = jobs.find(({ data }) => data?.askedBy)?.data?.askedBy ?? null;
    const report = await checkWhenDue({ askedBy });
    if (report) log.info({ found: report.differences.length, gaps: report.gaps }, "compared the records");
  });
  await boss.work(
    "reconcile-order",
    { pollingIntervalSeconds: 2 },
    async (jobs: { data: Jobs["reconcile-order"] }[]) => {
      for (const { data } of jobs) await reconcileOrder(data.orderId, { cause: data.cause });
    },
  );
  // Where shop and admin are apart, the sweep may fall to the shop's worker, which finishes no refunds.
  if (env().SURFACE === "admin") {
    await repeat("finish-refunds", async () => {
      const refundsFinished = await sweepRefunds();
      if (refundsFinished > 0) log.info({ refundsFinished }, "refunds finished");
    });
  }
  await repeat("prepare-pictures", async () => {
    const { prepared, failed } = await preparePendingPictures(PICTURES_A_MINUTE);
    if (prepared + failed > 0) log.info({ prepared, failed }, "pictures prepared");
  });
  return async () => {
    await listener.close();
    await inbox.stop();
    await closeQueue();
  };
}

/** A job by the minute, in one of the workers at a time. */
async function repeat<Name extends JobName>(
  name: Name,
  work: (jobs: { data: Jobs[Name] }[]) => Promise<void>,
): Promise<void> {
  const boss = await queue(true);
  await boss.schedule(name, EVERY_MINUTE);
  await boss.work(name, { pollingIntervalSeconds: 5 }, work);
}

let isFailing = false;

/** One line when it begins to fail and one when it is over: an hour without the database is no news each second. */
async function drain(): Promise<number> {
  try {
    const taken = await drainInbox();
    if (isFailing) log.info("the inbox is drained again");
    isFailing = false;
    return taken;
  } catch (error) {
    if (!isFailing) log.error({ err: error }, "the inbox cannot be drained");
    isFailing = true;
    return 0;
  }
}

/** Drains until the inbox is empty, then sleeps until it is woken or the poll is due. */
function drainWhenever() {
  let isRunning = true;
  let wakeUp: () => void = () => undefined;
  let isNotified = false;
  const wake = () => {
    isNotified = true;
    wakeUp();
  };
  const loop = (async () => {
    while (isRunning) {
      isNotified = false;
      const taken = await drain();
      if (taken > 0 || isNotified || !isRunning) continue;
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
