"use server";

import { z } from "zod";
import { shopAction } from "@/app/action";
import { translator } from "@/messages/messages";
import { sendWithdrawalLink } from "@/server/orders/returns/send-withdrawal-link";
import { shopLocale } from "@/server/platform/env";
import type { FindOrderState } from "@/ui/shop/returns/find-order-form";

const Find = z.object({ number: z.string().max(40), email: z.string().max(300) });
const Email = z.email();
// PostgreSQL's integer.
const MAX_NUMBER = 2_147_483_647;

/** The link by mail: what is answered depends on what was typed alone, never on the orders. */
export const sendLink = shopAction(
  Find,
  async (values): Promise<FindOrderState> => {
    const t = translator(shopLocale());
    const number = Number(/\d+/.exec(values.number)?.[0] ?? 0);
    if (number < 1 || number > MAX_NUMBER)
      return { step: "edit", values, problem: t("shop.return.find.noNumber") };
    const email = values.email.trim();
    if (!Email.safeParse(email).success)
      return { step: "edit", values, problem: t("shop.return.find.noEmail") };
    await sendWithdrawalLink(number, email);
    return { step: "done", sentence: t("shop.return.find.done", { number: String(number), email }) };
  },
  (problem, form): FindOrderState => {
    const values = Find.safeParse(Object.fromEntries(form));
    return { step: "edit", values: values.data ?? { number: "", email: "" }, problem };
  },
);
