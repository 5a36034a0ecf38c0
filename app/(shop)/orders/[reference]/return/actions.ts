"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { shopAction } from "@/app/action";
import { MAX_NOTE } from "@/domain/returns/return";
import { translator } from "@/messages/messages";
import { askReturn, getReturnable } from "@/server/orders/returns/ask-return";
import { shopLocale } from "@/server/platform/env";
import type { ReturnFormState, ReturnValues } from "@/ui/shop/returns/return-form";

const MAX_LINES = 200;

const Ask = z
  .object({
    reference: z.string().max(64),
    requestId: z.uuid(),
    // A browser sends the line breaks of a form as CR LF.
    note: z.string().max(2 * MAX_NOTE),
    step: z.enum(["review", "confirm", "edit"]),
  })
  // Units by line: "units:" and its id.
  .catchall(z.unknown());

/** One action for the three buttons of the form: read what will be sent, send it, change it. */
export const ask = shopAction(
  Ask,
  async (input): Promise<ReturnFormState> => {
    const t = translator(shopLocale());
    const values = valuesOf(input);
    if (input.step === "edit") return { step: "edit", values };
    const { reference } = input;
    const units = new Map(Object.entries(values.units).map(([id, typed]) => [id, Number(typed)]));
    if (input.step === "review") {
      const order = await getReturnable(reference);
      const items = (order?.lines ?? []).flatMap(({ lineId, title, quantity: most }) => {
        const quantity = units.get(lineId) ?? 0;
        return quantity > 0 && quantity <= most ? t("mail.frame.line", { title, quantity }) : [];
      });
      const chosen = [...units.values()].filter((count) => count !== 0).length;
      if (items.length > 0 && items.length === chosen) return { step: "confirm", values, items };
      const refusal = order?.refusal ?? (chosen === 0 ? "empty" : "too_many");
      return { step: "edit", values, problem: t(`shop.return.refusal.${refusal}`) };
    }
    const note = values.note.trim().slice(0, MAX_NOTE);
    const { requestId } = values;
    const result = await askReturn({ reference, requestId, units, note: note === "" ? null : note });
    if (result.kind === "asked")
      redirect(`/orders/${encodeURIComponent(reference)}/returns/${result.returnId}`);
    return { step: "edit", values, problem: t(`shop.return.refusal.${result.refusal}`) };
  },
  (problem): ReturnFormState => ({ step: "refused", problem }),
);

function valuesOf({ requestId, note, ...rest }: z.output<typeof Ask>): ReturnValues {
  const units = Object.entries(rest).flatMap(([name, typed]) =>
    name.startsWith("units:") ? [[name.slice("units:".length), String(typed).slice(0, 10)]] : [],
  );
  return {
    requestId,
    note: note.replaceAll("\r\n", "\n"),
    units: Object.fromEntries(units.slice(0, MAX_LINES)),
  };
}
