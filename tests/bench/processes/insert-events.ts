import { recordEvent } from "../../../server/webhooks/record-event.ts";
import { answerQuestions } from "../lib/answer-questions.ts";
import { makeEvent } from "../lib/make-event.ts";

export type InsertLoad = { clients: number; seconds: number };

/** Stores events as the route does, without the web around it. @returns how many a second */
answerQuestions(async ({ clients, seconds }: InsertLoad): Promise<number> => {
  let count = 0;
  const started = performance.now();
  const until = started + seconds * 1_000;
  const insert = async () => {
    while (performance.now() < until) {
      const event = makeEvent();
      const { id, type, livemode, data } = event;
      await recordEvent({ id, type, livemode, objectId: data.object.id }, JSON.stringify(event));
      count += 1;
    }
  };
  await Promise.all(Array.from({ length: clients }, insert));
  return (count * 1_000) / (performance.now() - started);
});
