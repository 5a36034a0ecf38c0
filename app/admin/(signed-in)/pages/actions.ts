"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { adminAction } from "@/app/action";
import { MAX_TITLE, STARTED_KINDS } from "@/domain/content/page";
import { translator } from "@/messages/messages";
import { makePage } from "@/server/content/pages/make-page";
import { sortPage, undeletePage } from "@/server/content/pages/move-page";
import { startPage } from "@/server/content/pages/start-page";
import { shopLocale } from "@/server/platform/env";
import type { FormState } from "@/ui/kit/form/form-state";

const path = "/admin/pages";
const permission = "content.write" as const;

/** A page with a text to begin with. */
export const start = adminAction(
  { permission, schema: z.object({ kind: z.enum(STARTED_KINDS) }), path },
  async ({ kind }): Promise<FormState> => {
    const made = await startPage(kind);
    if (made.kind === "made") redirect(`${path}/${made.id}`);
    return { kind: "refused", message: translator(shopLocale())(`admin.pages.fault.${made.fault}`) };
  },
);

export const make = adminAction(
  { permission, schema: z.object({ title: z.string().max(MAX_TITLE) }), path },
  async ({ title }): Promise<FormState> => {
    const made = await makePage("other", { title, body: "", searchTitle: "", searchText: "" });
    if (made.kind === "made") redirect(`${path}/${made.id}`);
    return { kind: "refused", message: translator(shopLocale())(`admin.pages.fault.${made.fault}`) };
  },
);

export const sort = adminAction(
  { permission, schema: z.object({ id: z.uuid(), step: z.enum(["up", "down"]) }), path },
  async ({ id, step }): Promise<void> => {
    await sortPage(id, step);
    revalidatePath(path);
  },
);

export const undelete = adminAction(
  { permission, schema: z.object({ id: z.uuid() }), path },
  async ({ id }): Promise<FormState> => {
    const t = translator(shopLocale());
    const done = await undeletePage(id);
    revalidatePath(path);
    return done === "done"
      ? { kind: "done", message: t("admin.pages.undeleted") }
      : { kind: "refused", message: t("admin.pages.fault.gone") };
  },
);
