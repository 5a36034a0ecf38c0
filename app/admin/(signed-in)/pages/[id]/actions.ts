"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { adminAction } from "@/app/action";
import { changedLines } from "@/domain/content/changed-lines";
import { MAX_BODY, MAX_SEARCH_TEXT, MAX_TITLE, type PageText } from "@/domain/content/page";
import { type Translate, translator } from "@/messages/messages";
import { changeAddress, deletePage } from "@/server/content/pages/move-page";
import { type PageAnswer, publishPage, restorePage, savePage } from "@/server/content/pages/save-page";
import { shopLocale } from "@/server/platform/env";
import type { PageFormState } from "@/ui/admin/pages/page-form";
import type { FormState } from "@/ui/kit/form/form-state";

const permission = "content.write" as const;
const pathOf = ({ id }: { id: string }) => `/admin/pages/${id}`;
const number = z.coerce.number().int().min(1).max(1_000_000);

// A form sends line breaks as two characters.
const text = (max: number) =>
  z
    .string()
    .transform((typed) => typed.replaceAll("\r\n", "\n").replaceAll("\0", ""))
    .pipe(z.string().max(max));

const Page = z.object({
  id: z.uuid(),
  base: number,
  title: text(MAX_TITLE),
  body: text(MAX_BODY),
  searchTitle: text(MAX_TITLE),
  searchText: text(MAX_SEARCH_TEXT),
  step: z.enum(["save", "publish", "unfilled"]).catch("save"),
});
const STEPS = { save: "no", publish: "yes", unfilled: "unfilled" } as const;

export const save = adminAction(
  { permission, schema: Page, path: pathOf },
  async ({ id, base, step, ...typed }): Promise<PageFormState> => {
    const answer = await savePage(id, { base, text: typed, publish: STEPS[step] });
    revalidatePath(pathOf({ id }));
    return stateOf(answer, typed, translator(shopLocale()));
  },
);

function stateOf(answer: PageAnswer, typed: PageText, t: Translate): PageFormState {
  if (answer.kind === "refused")
    return { kind: "refused", message: t(`admin.pages.fault.${answer.fault}`), typed };
  const base = answer.version;
  if (answer.kind === "conflict") {
    const message = t("admin.pages.conflict", { name: answer.savedBy });
    return { kind: "conflict", message, base, typed, changes: changesOf(answer.theirs, typed, t) };
  }
  if (answer.kind === "unfilled") {
    const message = t("admin.pages.notPublished", { count: answer.places.length });
    return { kind: "done", message, base, typed, places: answer.places };
  }
  const message = t(`admin.pages.answer.${answer.kind}`);
  const former = answer.kind === "published" && answer.former !== base ? `${answer.former ?? ""}` : undefined;
  return { kind: "done", message, base, typed, ...(former === undefined ? {} : { former }) };
}

/** How what another person saved differs from what is typed: what saving again takes away and puts there. */
function changesOf(theirs: PageText, typed: PageText, t: Translate) {
  const fields = ["title", "body", "searchTitle", "searchText"] as const;
  return fields
    .map((field) => ({
      name: t(`admin.pages.form.${field}`),
      lines: changedLines(theirs[field], typed[field]),
    }))
    .filter(({ lines }) => lines.length > 0);
}

const Version = z.object({ id: z.uuid(), version: z.literal("").or(number) });

/** Shows an earlier version in the shop, or none. */
export const publish = adminAction(
  { permission, schema: Version, path: pathOf },
  async ({ id, version }): Promise<FormState> => {
    const done = await publishPage(id, version === "" ? null : version);
    revalidatePath(pathOf({ id }));
    return answerOf(done, version === "" ? "unpublished" : "published");
  },
);

export const restore = adminAction(
  { permission, schema: z.object({ id: z.uuid(), version: number }), path: pathOf },
  async ({ id, version }): Promise<FormState> => {
    const done = await restorePage(id, version);
    revalidatePath(pathOf({ id }));
    return answerOf(done, "restored");
  },
);

export const move = adminAction(
  { permission, schema: z.object({ id: z.uuid(), slug: z.string().max(200) }), path: pathOf },
  async ({ id, slug }): Promise<FormState> => {
    const done = await changeAddress(id, slug);
    revalidatePath(pathOf({ id }));
    return answerOf(done, "moved");
  },
);

export const remove = adminAction(
  { permission, schema: z.object({ id: z.uuid() }), path: pathOf },
  async ({ id }): Promise<FormState> => {
    const done = await deletePage(id);
    if (done === "done") redirect(`/admin/pages?deleted=${id}`);
    return answerOf(done, "saved");
  },
);

function answerOf(
  done: Awaited<ReturnType<typeof changeAddress>>,
  answer: "saved" | "published" | "unpublished" | "restored" | "moved",
): FormState {
  const t = translator(shopLocale());
  return done === "done"
    ? { kind: "done", message: t(`admin.pages.answer.${answer}`) }
    : { kind: "refused", message: t(`admin.pages.fault.${done}`) };
}
