import { handleRequest } from "../../api/handle-request.ts";
import { createRequestLog } from "../../api/request-log.ts";
import { createRouter } from "../../api/router.ts";
import { createFaults } from "../../faults/faults.ts";
import { endpoints } from "../../registry/endpoints.ts";
import { SCHEDULED_TASKS } from "../../registry/scheduled-tasks.ts";
import { openStore } from "../../store/store.ts";
import { createListeners } from "../../webhooks/listeners.ts";
import { queueEvent } from "../../webhooks/queue-delivery.ts";
import { beginWork, SYSTEM } from "../../work/work.ts";
import { ALL } from "./open-sandbox.ts";

const route = createRouter(endpoints);
const START = 1_800_000_000;

export interface Answer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: the tests look freely into what came
  json: any;
}

/** A sandbox without HTTP and with a clock that only moves when told: fast, and the same in every run. */
export function openInProcess() {
  const store = openStore(null);
  let now = START;
  const parts = {
    store,
    route,
    faults: createFaults(),
    log: createRequestLog(),
    installationKey: "sk_test_of_no_installation",
    listeners: createListeners(),
    queueEvent,
    now: () => now,
    publicOrigin: () => "http://sandbox.test",
    countEvents: () => 1,
    deliverNow: async () => {},
  };

  const call = async (method: string, path: string, form: Record<string, string> = {}): Promise<Answer> => {
    const text = new URLSearchParams(form).toString();
    const outcome = await handleRequest(parts, {
      method,
      path,
      query: method === "GET" ? text : "",
      body: method === "GET" ? "" : text,
      isLocal: true,
      header: (name) => (name === "authorization" ? `Bearer ${ALL}` : undefined),
    });
    if (!("status" in outcome)) throw new Error("The connection was cut");
    return { status: outcome.status, json: JSON.parse(outcome.body) };
  };

  /** Moves time on, task by task, as the clock does. */
  const advance = (seconds: number): void => {
    const end = now + seconds;
    for (;;) {
      const [next] = store.tasks.all().sort((a, b) => a.at - b.at);
      if (!next || next.at > end || next.kind === "deliver") break;
      now = Math.max(now, next.at);
      const { kind, target } = next;
      store.transaction(() => SCHEDULED_TASKS[kind](beginWork(parts, SYSTEM), target));
      if (store.tasks.get(next.id) === next) store.tasks.remove(next.id);
    }
    now = end;
  };
  return { store, parts, call, advance };
}

export type InProcess = ReturnType<typeof openInProcess>;
