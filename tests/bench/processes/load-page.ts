import autocannon from "autocannon";
import { answerQuestions } from "../lib/answer-questions.ts";

export type PageLoad = { url: string; connections: number; seconds: number };
export type PageRate = { perSecond: number; requests: number; p99: number; faults: number };

answerQuestions(async ({ url, connections, seconds }: PageLoad): Promise<PageRate> => {
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
    headers: { "accept-encoding": "gzip" },
  });
  return {
    perSecond: result.requests.total / result.duration,
    requests: result.requests.total,
    p99: result.latency.p99,
    faults: result.errors + result.timeouts + result.non2xx + result.mismatches,
  };
});
