import { setTimeout as sleep } from "node:timers/promises";
import { FACT_KINDS } from "../../../domain/reports/facts.ts";
import { type Preset, presetRange, usualStep } from "../../../domain/reports/range.ts";
import { pool } from "../../../server/platform/db.ts";
import { readStepRows, readSums, shopNow } from "../../../server/reports/read-facts.ts";
import { sumDays } from "../../../server/reports/sum-days.ts";
import { answerQuestions } from "../lib/answer-questions.ts";

export type ReportQuestion =
  | { ask: "sum" }
  | { ask: "key"; count: number }
  | { ask: Preset; count: number }
  /** Orders are changed so for as long, on 16 connections at once, all of one day. */
  | { ask: "pay"; seconds: number };
/** Milliseconds each; of "pay" how many changes there were. */
export type ReportAnswer = { times: number[] };

let ids: string[] = [];

answerQuestions(async (question: ReportQuestion): Promise<ReportAnswer> => {
  if (ids.length === 0)
    ids = (
      await pool().query<{ id: string }>("SELECT id FROM orders WHERE number % 97 = 0 LIMIT 5000")
    ).rows.map(({ id }) => id);
  if (question.ask === "sum") return { times: [await timed(sumDays)] };
  if (question.ask === "pay") return { times: [await changeOrders(question.seconds)] };
  const times: number[] = [];
  for (let done = 0; done < question.count; done += 1)
    times.push(await timed(question.ask === "key" ? readOne : () => readReport(question.ask as Preset)));
  return { times };
});

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

const anyId = () => ids[Math.floor(Math.random() * ids.length)];
const readOne = () => pool().query("SELECT * FROM orders WHERE id = $1", [anyId()]);

/** What a page of reports reads of orders, without the question who is signed in. */
async function readReport(preset: Preset): Promise<void> {
  const { today, time } = shopNow();
  const range = presetRange(preset, today);
  await Promise.all([
    readSums({ ...range, kinds: FACT_KINDS }),
    readSums({ ...range.before, kinds: FACT_KINDS, until: time }),
    readStepRows(range, usualStep(range)),
  ]);
}

async function changeOrders(seconds: number): Promise<number> {
  let changes = 0;
  let isOn = true;
  const one = async (from: number) => {
    for (let at = from; isOn; at = (at + 16) % ids.length) {
      await pool().query("UPDATE orders SET captured_minor = captured_minor + 1 WHERE id = $1", [ids[at]]);
      changes += 1;
    }
  };
  const all = Promise.all(Array.from({ length: 16 }, (_, from) => one(from)));
  await sleep(seconds * 1_000);
  isOn = false;
  await all;
  return changes;
}
