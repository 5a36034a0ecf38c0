"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { adminAction } from "@/app/action";
import { MAX_BATCH } from "@/domain/fulfillment/paper";
import { translator } from "@/messages/messages";
import { planBatch } from "@/server/orders/fulfillment/batch/plan-batch";
import { sendBatch, undoBatch } from "@/server/orders/fulfillment/batch/send-batch";
import { shopLocale } from "@/server/platform/env";
import type { BatchState } from "@/ui/admin/batch/batch-state";
import { Kept, showDone, showLook, showUndone } from "./show-batch";

/** A list of a hundred orders has a few kilobytes. */
const MAX_TEXT = 50_000;

const json = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};
const Parcels = z
  .array(
    z.object({
      orderId: z.uuid(),
      number: z.int(),
      units: z.record(z.uuid(), z.int().positive()),
      carrier: z.string().max(60).nullable(),
      trackingNumbers: z.array(z.string().max(40)).max(20),
    }),
  )
  .max(MAX_BATCH);
const Check = z.enum(["", "on"]).optional();
const List = { text: z.string().max(MAX_TEXT), mail: Check, mayLack: Check };
const Input = z.union([
  z.object({ step: z.literal("look"), ...List, file: z.file().max(MAX_TEXT).optional() }),
  z.object({ step: z.literal("edit"), ...List }),
  z.object({
    ...{ step: z.literal("send"), ...List, batchId: z.uuid() },
    parcels: z.string().transform(json).pipe(Parcels),
  }),
  z.object({
    step: z.string().regex(/^undo(:[0-9a-f-]{36})?$/),
    kept: z.string().transform(json).pipe(Kept),
  }),
]);

/** One action for all steps of the form: look at a list, change it, send it, undo what was sent. */
export const enterTracking = adminAction(
  { permission: "orders.fulfill", schema: Input, path: "/admin/orders/tracking" },
  async (input): Promise<BatchState> => {
    const t = translator(shopLocale());
    if ("kept" in input) {
      const [, only] = input.step.split(":");
      const asked = input.kept.rows.flatMap(({ parcelId }) => parcelId ?? []);
      const undone = await undoBatch(asked.filter((id) => only === undefined || id === only));
      revalidatePath("/admin/orders");
      return showUndone(input.kept, undone, new Date(), t);
    }
    const uploaded = "file" in input && input.file && input.file.size > 0 ? await input.file.text() : null;
    const values = {
      text: uploaded ?? input.text,
      hasMail: input.mail === "on",
      mayLack: input.mayLack === "on",
    };
    if (input.step === "edit") return { step: "edit", values };
    if ("parcels" in input) {
      const rows = await sendBatch(input.batchId, input.parcels, values.hasMail);
      revalidatePath("/admin/orders");
      return showDone(rows, new Date(), t);
    }
    const plan = await planBatch(values);
    if (plan.kind !== "plan")
      return { step: "edit", values, problem: t(`admin.batch.problem.${plan.kind}`, { most: MAX_BATCH }) };
    return showLook(plan.lines, values, t);
  },
  (problem, form): BatchState => ({
    step: "edit",
    values: {
      text: String(form.get("text") ?? "").slice(0, MAX_TEXT),
      hasMail: form.get("mail") === "on",
      mayLack: form.get("mayLack") === "on",
    },
    problem,
  }),
);
