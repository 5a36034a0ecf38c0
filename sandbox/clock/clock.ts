import type { Task } from "../store/rows.ts";
import type { Store } from "../store/store.ts";
import { createTaskQueue } from "./task-queue.ts";

/** Longest wait that setTimeout holds; a later task is looked at again then. */
const MAX_TIMER_MS = 2 ** 31 - 1;
/** While the clock is being advanced, a task that hangs (a receiver that never answers) must not stop it for good. */
const PATIENCE_MS = 3000;

export interface Clock {
  now(): number;
  /** Moves time on, stopping at each due task so that everything happens at its own moment. Seconds, at least 0. */
  advance(seconds: number): Promise<{ ran: number }>;
  stop(): void;
}

/**
 * Real time plus an offset that survives restarts. Tasks live in the store, so that nothing that was due is forgotten
 * when the process dies; the queue here only says which is next. With `stoppedAt` time moves only when it is advanced.
 */
export function createClock(
  store: Store,
  run: (task: Task) => Promise<void> | void,
  stoppedAt: number | null = null,
): Clock {
  let timer: NodeJS.Timeout | undefined;
  let soon: NodeJS.Immediate | undefined;
  let isAdvancing = false;
  let isStopped = false;
  let standsAt: number | null = null;
  const offset = (): number => store.settings.get("clock_offset")?.value ?? 0;
  const now = (): number => standsAt ?? (stoppedAt ?? Math.floor(Date.now() / 1000)) + offset();
  const queue = createTaskQueue(store);

  const perform = async (task: Task): Promise<void> => {
    try {
      await run(task);
    } catch (error) {
      console.error(`The sandbox could not ${task.kind} ${task.target}:`, error);
    }
    // Only now, so that a crash runs it again. A task that asked for another turn has replaced itself by then.
    if (!isStopped && store.tasks.get(task.id) === task) store.tasks.remove(task.id);
  };

  const running = new Set<Promise<void>>();
  const start = (task: Task): void => {
    const run = perform(task).finally(() => running.delete(run));
    running.add(run);
  };
  /** What is under way decides what is due next (a try that fails is repeated), so time waits for it. */
  const waitForRunning = (): Promise<unknown> => Promise.race([Promise.all(running), sleep(PATIENCE_MS)]);

  const wake = (): void => {
    if (isStopped || isAdvancing) return;
    clearTimeout(timer);
    const next = queue.peek();
    // A stopped clock reaches no later moment by waiting.
    if (!next || (stoppedAt !== null && next.at > now())) return;
    const waitMs = Math.min(Math.max((next.at - now()) * 1000, 0), MAX_TIMER_MS);
    // What is due now happens before the next request is looked at: a timer would leave a millisecond for it.
    clearImmediate(soon);
    if (waitMs === 0) soon = setImmediate(runSoon);
    else timer = setTimeout(runDue, waitMs).unref();
  };

  const runSoon = (): void => {
    if (!isStopped && !isAdvancing) runDue();
  };

  const runDue = (): void => {
    for (let task = queue.takeDue(now()); task; task = queue.takeDue(now())) start(task);
    wake();
  };

  const step = async (seconds: number): Promise<{ ran: number }> => {
    const target = now() + seconds;
    isAdvancing = true;
    let ran = 0;
    try {
      await waitForRunning();
      for (let due = queue.peek(); due && due.at <= target && !isStopped; due = queue.peek()) {
        standsAt = Math.max(due.at, now());
        for (let task = queue.takeDue(standsAt); task; task = queue.takeDue(standsAt)) {
          start(task);
          ran += 1;
        }
        await waitForRunning();
      }
    } finally {
      standsAt = null;
      if (!isStopped)
        store.settings.put({ id: "clock_offset", value: offset() + Math.max(0, target - now()) });
      isAdvancing = false;
    }
    wake();
    return { ran };
  };

  // Two callers that advance at once move time on one after the other.
  let turn: Promise<unknown> = Promise.resolve();
  const advance = (seconds: number): Promise<{ ran: number }> => {
    const mine = turn.then(() => step(seconds));
    turn = mine.catch(() => undefined);
    return mine;
  };

  const stop = (): void => {
    isStopped = true;
    clearTimeout(timer);
  };

  store.tasks.watch((task) => {
    if (queue.push(task)) wake();
  });
  return { now, advance, stop };
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms).unref());
