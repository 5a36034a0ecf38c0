import "server-only";
import { readCarrier } from "@/domain/fulfillment/carriers";
import { MAX_BATCH } from "@/domain/fulfillment/paper";
import { type SendingRefusal, unitsOf, whyNotSent } from "@/domain/fulfillment/sending-state";
import { type LineFault, readTrackingLines, type TrackingLine } from "@/domain/fulfillment/tracking-list";
import { lineTitle } from "@/domain/orders/line-words";
import { isUuid } from "@/domain/uuid";
import { requireAdmin } from "../../../accounts/session";
import { db } from "../../../platform/db";
import { previewParcelMail } from "../../mail/send-order-mail";
import { SENDABLE, SENT_UNITS, sendingLines } from "../load-sending";
import { listOwnCarriers } from "../own-carriers";
import { readList } from "./read-list";

/** What one good line sends: all that was left of its order when it was looked at, and nothing that came later. */
export type BatchParcel = {
  orderId: string;
  number: number;
  /** By the id of their line. */
  units: Record<string, number>;
  carrier: string | null;
  trackingNumbers: string[];
};

type Mail = { subject: string; text: string };

export type PlannedLine = Omit<TrackingLine, "fault"> & {
  carrierName: string | null;
  customerName: string | null;
  items: { title: string; quantity: number }[];
} & (
    | { fault: LineFault | SendingRefusal | "unknown_order"; parcel: null }
    /** `mail`: as it goes out; null where nobody is told. */
    | { fault: null; parcel: BatchParcel; mail: Mail | null }
  );

export type BatchPlan = { kind: "plan"; lines: PlannedLine[] } | { kind: "empty" } | { kind: "too_many" };

type PlanInput = {
  /** Lines of `number,tracking[,carrier]`. */
  text: string;
  /** Lines without a tracking number are sent without one. */
  mayLack: boolean;
  hasMail: boolean;
};

/** What a list of tracking numbers would send; nothing is changed. @throws when the admin may not */
export async function planBatch({ text, mayLack, hasMail }: PlanInput): Promise<BatchPlan> {
  await requireAdmin("orders.fulfill");
  const own = await listOwnCarriers();
  const lines = readTrackingLines(readList(text), mayLack, own);
  if (lines.length === 0) return { kind: "empty" };
  if (lines.length > MAX_BATCH) return { kind: "too_many" };
  const found = await readOrders(lines.flatMap(({ number }) => number ?? []));
  const byNumber = new Map(found.map((order) => [order.number, order]));
  const planned: PlannedLine[] = [];
  for (const line of lines) {
    const carrierName = readCarrier(line.carrier, own)?.name ?? null;
    planned.push(await planLine({ ...line, carrierName }, byNumber.get(line.number ?? Number.NaN), hasMail));
  }
  return { kind: "plan", lines: planned };
}

type Order = Awaited<ReturnType<typeof readOrders>>[number];

async function planLine(
  line: TrackingLine & { carrierName: string | null },
  order: Order | undefined,
  hasMail: boolean,
): Promise<PlannedLine> {
  const unknown = { ...line, customerName: null, items: [], parcel: null };
  if (!order) return { ...unknown, fault: line.fault ?? "unknown_order" };
  const left = sendingLines(order).map((sending) => ({ id: sending.id, left: unitsOf(sending).left }));
  const items = left.flatMap(({ left: quantity }, index) => {
    const line = order.lines[index];
    return line && quantity > 0 ? { title: lineTitle(line), quantity } : [];
  });
  const known = { ...line, customerName: order.customerName, items };
  const fault = line.fault ?? whyNotSent(order) ?? (items.length === 0 ? ("nothing_to_send" as const) : null);
  if (fault) return { ...known, fault, parcel: null };
  const { carrier, trackingNumbers } = line;
  const isTold = hasMail && order.email !== null;
  return {
    ...known,
    fault: null,
    parcel: {
      ...{ orderId: order.id, number: order.number, carrier, trackingNumbers },
      units: Object.fromEntries(left.flatMap((one) => (one.left > 0 ? [[one.id, one.left]] : []))),
    },
    mail: isTold
      ? await previewParcelMail(order.id, "sent", { carrier, trackingNumbers, lines: items })
      : null,
  };
}

function readOrders(numbers: number[]) {
  return db().order.findMany({
    where: { number: { in: numbers } },
    select: {
      ...{ id: true, number: true, customerName: true, email: true },
      ...SENDABLE,
      lines: {
        orderBy: { position: "asc" },
        select: {
          ...{ id: true, quantity: true, requiresShipping: true, ...SENT_UNITS },
          ...{ productTitle: true, variantTitle: true },
        },
      },
    },
  });
}

/** The numbers of orders that were chosen in a list, as they were chosen. @throws when the admin may not */
export async function listNumbers(ids: string[]): Promise<number[]> {
  await requireAdmin("orders.fulfill");
  const asked = ids.filter(isUuid).slice(0, MAX_BATCH);
  const found = await db().order.findMany({
    where: { id: { in: asked } },
    select: { id: true, number: true },
  });
  return asked.flatMap((id) => found.find((order) => order.id === id)?.number ?? []);
}
