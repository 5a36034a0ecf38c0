import { createHash } from "node:crypto";
import { MODEL, type Model, type Thing } from "./scenarios.ts";

/** One order of the run, with what must become of it. Amounts in minor units. */
export type Copy = {
  index: number;
  model: Model;
  orderId: string;
  sessionId: string;
  subtotal: number;
  part: number;
  /** None of its events is ever delivered: only the sweep can find out. */
  isForgotten: boolean;
};

/** The same index and seed are the same order in every process. */
export function copyOf(index: number, models: Model[], seed: number): Copy {
  const hash = createHash("sha256").update(`${seed} ${index}`).digest("hex");
  const draw = Number.parseInt(hash.slice(0, 8), 16) % 100;
  const model = modelAt(models, draw);
  return {
    index,
    model,
    orderId: `${hash.slice(0, 8)}-${hash.slice(8, 12)}-7${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`,
    sessionId: renamed(model.objects.sessions[0]?.id ?? "", index, seed),
    subtotal: 2_000 + (Number.parseInt(hash.slice(32, 40), 16) % 50_000),
    part: 100 + (Number.parseInt(hash.slice(40, 48), 16) % 1_500),
    isForgotten: Number.parseInt(hash.slice(48, 52), 16) % 200 === 0,
  };
}

function modelAt(models: Model[], draw: number): Model {
  let sum = 0;
  for (const model of models) {
    sum += model.life.share;
    if (draw < sum) return model;
  }
  throw new Error("the shares do not add up to 100");
}

/** What the order must be at the end. */
export function truthOf({ model, subtotal, part }: Copy) {
  const { refunds, name } = model.life;
  const total = subtotal + MODEL.shipping;
  const refunded = refunds === null || refunds.length === 0 ? 0 : refunds.length === 1 ? part : total;
  const isPaid = refunds !== null;
  return {
    state: name,
    total: isPaid ? total : subtotal,
    captured: isPaid ? total : 0,
    refunded,
    refunds: refunds?.length ?? 0,
    isPaid,
  };
}

const ID = /\b(cs_test|pi|ch|re|evt|txn)_[A-Za-z0-9]+/g;

function renamed(id: string, index: number, seed: number): string {
  const [prefix] = id.match(/^(cs_test|[a-z]+)_/) ?? ["x_"];
  return `${prefix}${createHash("sha256").update(`${seed} ${index} ${id}`).digest("hex").slice(0, 32)}`;
}

/** An object or event of the model as this order's: other ids, other amounts, all consistent. */
function rewrite(text: string, copy: Copy, seed: number): string {
  const total = copy.subtotal + MODEL.shipping;
  const amounts: Record<number, number> = {
    [MODEL.subtotal]: copy.subtotal,
    [MODEL.total]: total,
    [MODEL.part]: copy.part,
    [MODEL.rest]: total - copy.part,
  };
  return text
    .replaceAll(copy.model.orderId, copy.orderId)
    .replace(ID, (id) => renamed(id, copy.index, seed))
    .replace(
      /(:\s*-?)(7919|8419|1013|7406)\b/g,
      (_, before, amount) => `${before}${amounts[Number(amount)]}`,
    );
}

export const eventsOf = (copy: Copy, seed: number): string[] =>
  copy.model.events.map((body) => rewrite(body, copy, seed));

export function objectsOf(copy: Copy, seed: number): Record<string, Thing[]> {
  return JSON.parse(rewrite(JSON.stringify(copy.model.objects), copy, seed));
}
