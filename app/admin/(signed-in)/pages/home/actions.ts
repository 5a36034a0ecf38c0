"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { adminAction } from "@/app/action";
import {
  FACTS,
  type HomeStep,
  MAX_HOME_ROWS,
  MAX_HOME_TEXT,
  MAX_HOME_TITLE,
  ROW_KINDS,
} from "@/domain/content/home";
import { MAX_MENU_ADDRESS, MAX_MENU_TITLE } from "@/domain/content/menu";
import { translator } from "@/messages/messages";
import { editHome, findHomePicture, publishHome } from "@/server/content/home/edit-home";
import { readDraft } from "@/server/content/parts/get-part";
import { shopLocale } from "@/server/platform/env";
import type { PublishState } from "@/ui/admin/pages/publish-bar";
import type { FormState } from "@/ui/kit/form/form-state";
import { startHero } from "./start-hero";

const path = "/admin/pages/home";
const permission = "content.write" as const;
const version = z.coerce.number().int().min(0).max(1_000_000);
const title = z.string().trim().max(MAX_HOME_TITLE).default("");
const text = z
  .string()
  .transform((typed) => typed.replaceAll("\r\n", "\n").trim())
  .pipe(z.string().max(MAX_HOME_TEXT))
  .default("");

const Step = z.object({
  base: version,
  step: z.enum(["hero", "addRow", "row", "up", "down", "remove"]),
  row: z.coerce.number().int().min(0).max(MAX_HOME_ROWS).default(0),
  kind: z.enum(ROW_KINDS).default("products"),
  ...{ title, text },
  buttonTitle: z.string().trim().max(MAX_MENU_TITLE).default(""),
  buttonHref: z.string().trim().max(MAX_MENU_ADDRESS).default(""),
  collectionId: z.string().max(40).default(""),
  picture: z.string().max(40).default(""),
  ...{ title0: title, title1: title, title2: title, text0: text, text1: text, text2: text },
});

/** One press of a button on the draft of the home page. */
export const edit = adminAction({ permission, schema: Step, path }, async (input): Promise<FormState> => {
  const t = translator(shopLocale());
  const start = await startHero();
  const answer = await editHome(input.base, start, await stepOf(input, start));
  revalidatePath(path);
  if (answer.kind === "saved") return { kind: "done", message: t("admin.home.saved") };
  if (answer.kind === "outrun")
    return { kind: "refused", message: t("admin.home.outrun", { name: answer.savedBy }) };
  return { kind: "refused", message: t(`admin.home.fault.${answer.fault}`, { rows: MAX_HOME_ROWS }) };
});

async function stepOf(
  input: z.output<typeof Step>,
  start: Awaited<ReturnType<typeof startHero>>,
): Promise<HomeStep> {
  const { step, row } = input;
  if (step === "addRow") return { step, kind: input.kind };
  if (step !== "hero" && step !== "row") return { step, row };
  const { content } = await readDraft("home");
  const former = step === "hero" ? (content?.hero ?? start).picture : (content?.rows[row]?.picture ?? null);
  const chosen = input.picture === "keep" ? former : ((await findHomePicture(input.picture)) ?? null);
  const written = { title: input.title, text: input.text, picture: chosen };
  if (step === "hero")
    return { step, hero: { ...written, button: { title: input.buttonTitle, href: input.buttonHref } } };
  const facts = Array.from({ length: FACTS }, (_, index) => ({
    title: input[`title${index as 0 | 1 | 2}`],
    text: input[`text${index as 0 | 1 | 2}`],
  }));
  return { step, row, content: { ...written, collectionId: input.collectionId, facts } };
}

const Publish = z.object({ version: z.literal("").or(version), former: z.string().max(10) });

/** Shows a version in the shop, or the home page that the shop makes by itself. */
export const publish = adminAction(
  { permission, schema: Publish, path },
  async ({ version: wanted, former }): Promise<PublishState> => {
    const t = translator(shopLocale());
    const done = await publishHome(wanted === "" ? null : wanted);
    revalidatePath(path);
    if (done === "gone")
      return { kind: "refused", message: t("admin.home.fault.not_there", { rows: MAX_HOME_ROWS }) };
    return { kind: "done", message: t("admin.menus.published"), former };
  },
);
