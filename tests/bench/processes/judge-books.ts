import { compareBooks } from "../../../server/reconcile/compare-books.ts";
import { shopId } from "../../../server/reference.ts";
import { answerQuestions } from "../lib/answer-questions.ts";

export type Judged = { seconds: number; orders: number; sessions: number; found: number; mostBytes: number };

/** Compares a whole shop, as fast as Stripe answers. Memory is what the system counted at most for this process. */
answerQuestions(async ({ work }: { work: "name" | "judge" }): Promise<string | Judged> => {
  if (work === "name") return shopId();
  const started = performance.now();
  const report = await compareBooks({ graceSeconds: 0, requestsASecond: 100_000 });
  if (!report.isComplete) throw new Error(report.gaps.join("\n"));
  return {
    seconds: (performance.now() - started) / 1_000,
    orders: report.checked.orders,
    sessions: report.checked.sessions,
    found: report.differences.length,
    mostBytes: process.resourceUsage().maxRSS * 1_024,
  };
});
