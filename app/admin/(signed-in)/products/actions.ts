"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { adminAction } from "@/app/action";
import { readProductValues } from "@/domain/catalog/list/product-filter";
import { translator } from "@/messages/messages";
import { viewFault } from "@/messages/view-fault";
import { deleteView, renameView, saveView } from "@/server/accounts/own/saved-views";
import { shopLocale } from "@/server/platform/env";
import { productsHref } from "@/ui/admin/products/list/products-href";
import type { ViewFormState } from "@/ui/admin/views/view-form";

const View = z.looseObject({
  step: z.enum(["save", "rename", "ask", "delete", "keep"]),
  viewId: z.uuid().optional(),
  name: z.string().max(200).catch(""),
});

/** One action for the buttons of the form: keep what is shown, rename it, ask and delete it. */
export const keepView = adminAction(
  { permission: "catalog.read", path: "/admin/products", schema: View },
  async ({ step, viewId = "", name, ...filter }): Promise<ViewFormState> => {
    if (step === "ask") return { kind: "confirm" };
    if (step === "keep") return null;
    const values = readProductValues(filter);
    if (step === "delete") await deleteView("products", viewId);
    else {
      const answer =
        step === "save"
          ? await saveView("products", name, values)
          : await renameView("products", viewId, name);
      if (answer !== "saved")
        return { kind: "refused", message: viewFault(answer, translator(shopLocale())), name };
    }
    revalidatePath("/admin/products");
    redirect(productsHref(values));
  },
  (message): ViewFormState => ({ kind: "refused", message }),
);
