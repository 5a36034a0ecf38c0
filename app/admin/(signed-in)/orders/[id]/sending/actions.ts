"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { adminAction } from "@/app/action";
import {
  guessCarrier,
  isTrackingNumber,
  MAX_NUMBERS,
  readCarrier,
  readTrackingNumbers,
} from "@/domain/fulfillment/carriers";
import { lineTitle } from "@/domain/orders/line-words";
import { type Translate, translator } from "@/messages/messages";
import { getOrder } from "@/server/orders/admin/get-order";
import { correctTracking, endParcel } from "@/server/orders/fulfillment/end-parcel";
import { listOwnCarriers } from "@/server/orders/fulfillment/own-carriers";
import { sendOrder, undoSending } from "@/server/orders/fulfillment/send-order";
import { previewParcelMail } from "@/server/orders/mail/send-order-mail";
import { shopLocale } from "@/server/platform/env";
import type { SendFormState, SendValues } from "@/ui/admin/fulfillment/send-form";
import type { FormState } from "@/ui/kit/form/form-state";

const Order = z.object({ orderId: z.uuid() });
const Tracking = z.object({ carrier: z.string().max(60), numbers: z.string().max(2_000) });
const Parcel = Order.extend({ parcelId: z.uuid() });
const Delivered = Parcel.extend({ mail: z.enum(["", "on"]) });
const Corrected = z.object({ ...Parcel.shape, ...Tracking.shape });
const Send = z
  .object({
    ...Order.shape,
    ...Tracking.shape,
    requestId: z.uuid(),
    mail: z.literal("on").optional(),
    step: z.enum(["send", "preview"]),
  })
  // Units by line: "units:" and its id.
  .catchall(z.unknown());

const pathOf = ({ orderId }: { orderId: string }) => `/admin/orders/${orderId}`;
const answer = (isDone: boolean, message: string): FormState => ({
  kind: isDone ? "done" : "refused",
  message,
});

/** One action for the two buttons of the form: send it, or see the mail first. */
export const send = adminAction(
  { permission: "orders.fulfill", schema: Send, path: pathOf },
  async (input): Promise<SendFormState> => {
    const t = translator(shopLocale());
    const values = valuesOf(input);
    const tracking = await readTracking(values, t);
    if ("problem" in tracking) return { step: "edit", values, problem: tracking.problem };
    if (input.step === "preview") return preview(input.orderId, values, tracking);
    const result = await sendOrder({
      orderId: input.orderId,
      requestId: values.requestId,
      units: new Map(Object.entries(values.units).map(([id, typed]) => [id, Number(typed)])),
      ...tracking,
      hasMail: values.hasMail,
    });
    revalidatePath(pathOf(input));
    if (result.kind === "refused")
      return { step: "edit", values, problem: t(`admin.sending.refusal.${result.refusal}`) };
    return { step: "done" };
  },
  (problem, form): SendFormState => {
    const values = Send.safeParse(Object.fromEntries(form));
    return values.success
      ? { step: "edit", values: valuesOf(values.data), problem }
      : { step: "refused", problem };
  },
);

function valuesOf({ requestId, carrier, numbers, mail, ...rest }: z.output<typeof Send>): SendValues {
  const units = Object.entries(rest).flatMap(([name, typed]) =>
    name.startsWith("units:") ? [[name.slice("units:".length), String(typed)]] : [],
  );
  return { requestId, carrier, numbers, hasMail: mail === "on", units: Object.fromEntries(units) };
}

/** What was chosen, else the carrier whose numbers look so. */
async function readTracking({ carrier, numbers }: { carrier: string; numbers: string }, t: Translate) {
  const trackingNumbers = readTrackingNumbers(numbers);
  const wrong = trackingNumbers.find((number) => !isTrackingNumber(number));
  if (wrong !== undefined) return { problem: t("admin.sending.noNumber", { number: wrong }) };
  if (trackingNumbers.length > MAX_NUMBERS)
    return { problem: t("admin.sending.manyNumbers", { most: MAX_NUMBERS }) };
  const [first] = trackingNumbers;
  const own = await listOwnCarriers();
  return {
    carrier: readCarrier(carrier, own)?.code ?? (first === undefined ? null : guessCarrier(first, own)),
    trackingNumbers,
  };
}

type Tracking = { carrier: string | null; trackingNumbers: string[] };

/** The mail as the shopper will get it, with what was typed. */
async function preview(orderId: string, values: SendValues, tracking: Tracking): Promise<SendFormState> {
  const order = await getOrder(orderId);
  const units = (order?.units ?? []).map(({ lineId, units: { left } }, index) => ({
    left,
    quantity: Number(values.units[lineId] ?? 0) || 0,
    line: order?.lines[index],
  }));
  const lines = units.flatMap(({ line, quantity }) =>
    line && quantity > 0 ? { title: lineTitle(line), quantity } : [],
  );
  const kind = units.some(({ left, quantity }) => quantity < left) ? "partly_sent" : "sent";
  const mail = await previewParcelMail(orderId, kind, { ...tracking, lines });
  return { step: "edit", values, ...(mail ? { mail } : {}) };
}

export const undo = adminAction(
  { permission: "orders.fulfill", schema: Parcel, path: pathOf },
  async (input): Promise<FormState> => {
    const t = translator(shopLocale());
    const result = await undoSending(input.parcelId);
    revalidatePath(pathOf(input));
    return answer(
      result === "undone",
      t(result === "undone" ? "admin.sending.undone" : "admin.sending.tooLate"),
    );
  },
);

export const markDelivered = adminAction(
  { permission: "orders.fulfill", schema: Delivered, path: pathOf },
  async (input): Promise<FormState> => {
    const t = translator(shopLocale());
    const isDone = await endParcel(input.parcelId, "delivered", input.mail === "on");
    revalidatePath(pathOf(input));
    return answer(isDone, t(isDone ? "admin.sending.parcel.marked" : "admin.sending.parcel.changed"));
  },
);

export const markReturned = adminAction(
  { permission: "orders.fulfill", schema: Parcel, path: pathOf },
  async (input): Promise<FormState> => {
    const t = translator(shopLocale());
    const isDone = await endParcel(input.parcelId, "returned");
    revalidatePath(pathOf(input));
    return answer(isDone, t(isDone ? "admin.sending.parcel.marked" : "admin.sending.parcel.changed"));
  },
);

export const correct = adminAction(
  { permission: "orders.fulfill", schema: Corrected, path: pathOf },
  async (input): Promise<FormState> => {
    const t = translator(shopLocale());
    const tracking = await readTracking(input, t);
    if ("problem" in tracking) return answer(false, tracking.problem);
    const isDone = await correctTracking(input.parcelId, tracking.carrier, tracking.trackingNumbers);
    revalidatePath(pathOf(input));
    return answer(isDone, t(isDone ? "admin.sending.parcel.corrected" : "admin.sending.parcel.changed"));
  },
);
