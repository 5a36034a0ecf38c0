import "server-only";
import type { Job, JobResult } from "pg-boss";
import { continueImports } from "../catalog/import/runs/run-imports";
import { preparePendingPictures } from "../catalog/pictures/prepare-pending-pictures";
import { forgetAdmissions } from "../checkout/admit-checkout";
import { endDeclinedCheckouts, releaseIdleHolds } from "../checkout/release-idle";
import { applyRetentionWhenDue } from "../customers/retention/run-retention";
import { forgetTries } from "../discounts/limit-tries";
import { sendMail } from "../mail/send-mail";
import { issueOrderDocuments } from "../orders/documents/issue-order-documents";
import { sendOrderMail } from "../orders/mail/send-order-mail";
import { forgetOpeners } from "../orders/place/limit-shopper";
import { reconcileOrder } from "../orders/reconcile/reconcile-order";
import { env } from "../platform/env";
import { log, redact } from "../platform/log";
import { closeQueue, type JobName, type Jobs, queue } from "../platform/queue";
import { checkWhenDue } from "../reconciliation/check/run-check";
import { sweepWhenDue } from "../reconciliation/sweep/run-sweep";
import { sweepOrders, sweepRefunds } from "../reconciliation/sweep/sweep-orders";
import { sumDays } from "../reports/sum-days";
import { StripeCallError } from "../stripe/stripe-call-error";
import { tellAdmins } from "../today/tell-admins";
import { tellStock } from "../today/tell-stock";
import { reviveEvents } from "../webhooks/decide-event";
import { drainInbox } from "../webhooks/drain-inbox";
import { listenForEvents } from "./listen-for-events";

// A notification wakes the worker at once; polling finds events whose notification was lost with a connection.
const POLL_MS = 1_000;

// Each picture is a download and six encodings. At this rate a shop's pictures are ready in an hour and pages stay fast.
const PICTURES_A_MINUTE = 5;

/**
 * Ten at once, and the next ten as soon as these are done: a receipt does not wait behind the mails of a hundred parcels.
 * A job whose time comes later, or that is tried once more, is announced to no worker: it is found by looking.
 */
const AT_ONCE = {
  batchSize: 10,
  burstWhenBatchFull: true,
  perJobResults: true,
  pollingIntervalSeconds: 2,
  notifyPollingIntervalSeconds: 2,
} as const;

const EVERY_MINUTE = "* * * * *";

/** Starts the inbox, the jobs and the sweeps. @returns a function that stops them */
export async function startWorker(): Promise<() => Promise<void>> {
  const inbox = drainWhenever();
  const listener = listenForEvents(inbox.wake);
  await workEach("send-order-mail", sendOrderMail);
  await workEach("send-mail", ({ mailId }) => sendMail(mailId));
  await workEach("issue-documents", ({ orderId }) => issueOrderDocuments(orderId, { cause: "sweep" }));
  await repeat("sweep-orders", async () => {
    const revived = await reviveEvents();
    if (revived > 0) log.info({ revived }, "events whose orders are now in the records are retried");
    await forgetOpeners();
    // The tables are the shop's: a worker of the admin's role may not.
    if (env().SURFACE !== "admin") await forgetAdmissions();
    if (env().SURFACE !== "admin") await forgetTries();
    const report = await sweepOrders();
    if (report.reconciled + report.failed + report.refundsFinished > 0) log.info(report, "swept");
  });
  await repeat("sweep-lists", async () => {
    const outcome = await sweepWhenDue();
    if (outcome && outcome.found > 0) log.info(outcome, "swept Stripe's lists");
  });
  await repeat("sum-days", async () => {
    const { summed } = await sumDays();
    if (summed > 0) log.info({ summed }, "days were summed for reports");
  });
  // Deleting and changing products is the admin's: the shop's role may not.
  if (env().SURFACE !== "shop") {
    await repeat("import-products", async () => {
      const count = await continueImports();
      if (count > 0) log.info({ count }, "worked through files of products");
    });
    await repeat("apply-retention", async () => {
      const deleted = await applyRetentionWhenDue();
      if (Object.keys(deleted).length > 0) log.info(deleted, "deleted what its time was over of");
    });
  }
  await repeat("check-records", async (jobs) => {
    const askedBy = jobs.find(({ data }) => data?.askedBy)?.data?.askedBy ?? null;
    const report = await checkWhenDue({ askedBy });
    if (report) log.info({ found: report.differences.length, gaps: report.gaps }, "records checked");
  });
  await workEach("reconcile-order", ({ orderId, cause }) => reconcileOrder(orderId, { cause }));
  // A worker of the admin, or one that was given no checkout key, cannot end payment pages.
  if (env().STRIPE_CHECKOUT_KEY !== "") {
    await repeat("release-idle-holds", async () => {
      await endDeclined();
      const released = await releaseIdleHolds();
      if (released > 0) log.info({ released }, "checkouts without a payment attempt were ended early");
    });
  }
  // When shop and admin run apart, the shop's worker may do the sweep, and it has no key to make refunds.
  if (env().SURFACE === "admin") {
    await repeat("finish-refunds", async () => {
      const refundsFinished = await sweepRefunds();
      if (refundsFinished > 0) log.info({ refundsFinished }, "refunds finished");
    });
  }
  // The accounts are the admin's alone.
  if (env().SURFACE !== "shop") {
    await repeat("tell-admins", async () => {
      await tellAdmins();
      await tellStock();
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

/** Jobs that people wait for: each is done or fails by itself. */
async function workEach<Name extends JobName>(
  name: Name,
  work: (data: Jobs[Name]) => Promise<unknown>,
): Promise<void> {
  const doJob = async ({ id, data }: Job<Jobs[Name]>): Promise<JobResult> => {
    try {
      await work(data);
      return { id, status: "completed" };
    } catch (error) {
      return { id, status: "failed", output: { message: redact((error as Error).message) } };
    }
  };
  const boss = await queue(true);
  await boss.work(name, AT_ONCE, (jobs: Job<Jobs[Name]>[]) => Promise.all(jobs.map(doJob)));
}

/** A job that runs every minute, in one worker at a time. */
async function repeat<Name extends JobName>(
  name: Name,
  work: (jobs: { data: Jobs[Name] }[]) => Promise<void>,
): Promise<void> {
  const boss = await queue(true);
  await boss.schedule(name, EVERY_MINUTE);
  await boss.work(name, { pollingIntervalSeconds: 5 }, work);
}

async function endDeclined(): Promise<void> {
  try {
    const ended = await endDeclinedCheckouts();
    if (ended > 0) log.warn({ ended }, "checkouts were ended after five declined payment attempts");
  } catch (error) {
    if (!(error instanceof StripeCallError)) throw error;
    log.warn({ err: error }, "a checkout with many declined attempts could not be ended");
  }
}

let isFailing = false;

/** Logs once when draining begins to fail and once when it works again, not every second. */
async function drain(): Promise<number> {
  try {
    const taken = await drainInbox();
    // At once: within a minute a card tester tries thirty cards.
    if (taken > 0 && env().STRIPE_CHECKOUT_KEY !== "") await endDeclined();
    if (isFailing) log.info("the inbox is processed again");
    isFailing = false;
    return taken;
  } catch (error) {
    if (!isFailing) log.error({ err: error }, "the inbox cannot be processed");
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
