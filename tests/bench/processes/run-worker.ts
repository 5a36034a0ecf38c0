import { startWorker } from "../../../server/worker/start-worker.ts";
import { answerQuestions } from "../lib/answer-questions.ts";
import { measureLive } from "../lib/live-memory.ts";

export type WorkerAsked = { work: "start" | "read" | "collect" };
/** Bytes: of the whole process, of the heap as it is, and of what a full collection leaves (0 when none was asked for). */
export type WorkerMemory = { rss: number; heap: number; live: number };

/** What `npm run worker` starts, in a process that tells of its memory. */
answerQuestions(async ({ work }: WorkerAsked): Promise<WorkerMemory> => {
  if (work === "start") await startWorker();
  const { rss, heapUsed } = process.memoryUsage();
  return { rss, heap: heapUsed, live: work === "collect" ? measureLive() : 0 };
});
