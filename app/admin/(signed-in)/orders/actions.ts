"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { adminAction } from "@/app/action";
import { ORDER_COLUMNS } from "@/domain/orders/list/columns";
import { readListValues } from "@/domain/orders/list/order-filter";
import { translator } from "@/messages/messages";
import { viewFault } from "@/messages/view-fault";
import { deleteView, renameView, saveView } from "@/server/accounts/own/saved-views";
import { chooseOrderColumns } from "@/server/orders/admin/own/order-columns";
import { shopLocale } from "@/server/platform/env";
import { hideWords } from "@/server/platform/requests/hidden-words";
import { ordersHref } from "@/ui/admin/orders/list/orders-href";
import type { ViewFormState } from "@/ui/admin/views/view-form";

const search = z.looseObject({ q: z.string().trim().max(200).catch("") });

/** Shows the orders that hold the words; shoppers' names and mail addresses stay out of the list's address. */
export const searchOrders = adminAction(
  { permission: "orders.read", path: "/admin/orders", schema: search },
  async ({ q, ...rest }): Promise<void> =>
    redirect(ordersHref({ ...readListValues(rest), send: "", attention: "", sent: "", q: hideWords(q) })),
);

const View = z.looseObject({
  step: z.enum(["save", "rename", "ask", "delete", "keep"]),
  viewId: z.uuid().optional(),
  name: z.string().max(200).catch(""),
});

/** One action for the buttons of the form: keep what is shown, rename it, ask and delete it. */
export const keepView = adminAction(
  { permission: "orders.read", path: "/admin/orders", schema: View },
  async ({ step, viewId = "", name, ...filter }): Promise<ViewFormState> => {
    if (step === "ask") return { kind: "confirm" };
    if (step === "keep") return null;
    const values = readListValues(filter);
    if (step === "delete") await deleteView("orders", viewId);
    else {
      const answer =
        step === "save" ? await saveView("orders", name, values) : await renameView("orders", viewId, name);
      if (answer !== "saved")
        return { kind: "refused", message: viewFault(answer, translator(shopLocale())), name };
    }
    revalidatePath("/admin/orders");
    redirect(ordersHref({ ...values, q: "" }));
  },
  (message): ViewFormState => ({ kind: "refused", message }),
);

/** Keeps which columns the list has for the signed-in person. */
export const chooseColumns = adminAction(
  {
    permission: "orders.read",
    path: "/admin/orders",
    schema: z.looseObject({ step: z.enum(["choose", "usual"]) }),
  },
  async ({ step, ...sent }): Promise<void> => {
    await chooseOrderColumns(
      step === "usual" ? [] : ORDER_COLUMNS.filter((column) => `column:${column}` in sent),
    );
    revalidatePath("/admin/orders");
    redirect(ordersHref(readListValues(sent)));
  },
);
