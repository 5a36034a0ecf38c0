"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { adminAction } from "@/app/action";
import { collectionRule, MAX_CONDITIONS, readRule } from "@/domain/catalog/collection-rule";
import { changedLines } from "@/domain/content/changed-lines";
import { parseTypedMoney } from "@/domain/money";
import { translator } from "@/messages/messages";
import { fillCollection } from "@/server/catalog/collections/fill-collection";
import { previewRule } from "@/server/catalog/collections/list-collections";
import { changeCollectionAddress, deleteCollection } from "@/server/catalog/collections/move-collection";
import { saveCollection } from "@/server/catalog/collections/save-collection";
import { env, shopLocale } from "@/server/platform/env";
import type { CollectionFormState, TypedCollection } from "@/ui/admin/collections/collection-form";
import type { FormState } from "@/ui/kit/form/form-state";

const permission = "catalog.write" as const;
const pathOf = ({ id }: { id: string }) => `/admin/collections/${id}`;
const line = z.string().max(200).default("");

const Collection = z
  .object({
    id: z.uuid(),
    base: z.coerce.number().int().min(1).max(1_000_000),
    title: z.string().max(200),
    description: z.string().transform((typed) => typed.replaceAll("\r\n", "\n")),
    filling: z.enum(["hand", "all", "any"]).catch("hand"),
    picture: z.string().max(40).default("keep"),
    step: z.enum(["save", "preview"]).catch("save"),
  })
  .catchall(line);

/** Saves a collection; or says what its rule matches, and saves nothing. */
export const save = adminAction(
  { permission, schema: Collection, path: pathOf },
  async (input): Promise<CollectionFormState> => {
    const { id, base, title, description, filling, picture, step } = input;
    const t = translator(shopLocale());
    const rows = readRows(input);
    const typed: TypedCollection = { title, description, filling, rows };
    const rule =
      filling === "hand" && step === "save"
        ? null
        : readRule(filling === "any" ? "any" : "all", rows, readPrice);
    if (typeof rule === "string")
      return { kind: "refused", message: t(`admin.collections.fault.${rule}`), typed };
    if (step === "preview" && rule) {
      const { count, titles } = await previewRule(rule);
      return { kind: "preview", message: t("admin.collections.matches", { count }), titles, typed };
    }
    const pictureId = picture === "keep" ? "keep" : picture || null;
    const answer = await saveCollection(id, base, { title, description, rule, pictureId });
    revalidatePath(pathOf({ id }));
    if (answer.kind === "refused")
      return { kind: "refused", message: t(`admin.collections.fault.${answer.fault}`), typed };
    if (answer.kind === "saved") return { kind: "done", message: t("admin.collections.saved") };
    const ruleText = (of: unknown) =>
      JSON.stringify(collectionRule.nullable().catch(null).parse(of), null, 1) ?? "";
    const changes = [
      { name: t("admin.collections.form.title"), lines: changedLines(answer.theirs.title, title) },
      { name: t("admin.collections.form.text"), lines: changedLines(answer.theirs.description, description) },
      {
        name: t("admin.collections.form.rule"),
        lines: changedLines(ruleText(answer.theirs.rule), ruleText(rule)),
      },
    ].filter(({ lines }) => lines.length > 0);
    const message = t("admin.collections.conflict", { name: answer.savedBy });
    return { kind: "conflict", message, base: answer.version, typed, changes };
  },
);

function readRows(input: Record<string, unknown>) {
  const at = (name: string, index: number) => String(input[`${name}${index}`] ?? "");
  return Array.from({ length: MAX_CONDITIONS }, (_, index) => ({
    ...{ field: at("field", index), value: at("value", index), isNot: at("not", index) === "on" },
  })).filter(({ field }) => field !== "");
}

function readPrice(text: string): bigint | null {
  try {
    const { amountMinor } = parseTypedMoney(text, env().SHOP_CURRENCY);
    return amountMinor >= 0n ? amountMinor : null;
  } catch {
    return null;
  }
}

/** One step with one product of a collection that is filled by hand. */
export const fill = adminAction(
  {
    permission,
    schema: z.object({
      ...{ id: z.uuid(), product: z.uuid() },
      step: z.enum(["add", "up", "down", "first", "remove"]),
    }),
    path: pathOf,
  },
  async ({ id, product, step }): Promise<FormState> => {
    const done = await fillCollection(id, product, step);
    revalidatePath(pathOf({ id }));
    return done === "done"
      ? null
      : { kind: "refused", message: translator(shopLocale())("admin.collections.fault.gone") };
  },
);

export const move = adminAction(
  { permission, schema: z.object({ id: z.uuid(), slug: line }), path: pathOf },
  async ({ id, slug }): Promise<FormState> => {
    const t = translator(shopLocale());
    const done = await changeCollectionAddress(id, slug);
    revalidatePath(pathOf({ id }));
    return done === "done"
      ? { kind: "done", message: t("admin.collections.moved") }
      : { kind: "refused", message: t(`admin.collections.fault.${done}`) };
  },
);

export const remove = adminAction(
  { permission, schema: z.object({ id: z.uuid() }), path: pathOf },
  async ({ id }): Promise<FormState> => {
    if ((await deleteCollection(id)) === "done") redirect(`/admin/collections?deleted=${id}`);
    return { kind: "refused", message: translator(shopLocale())("admin.collections.fault.gone") };
  },
);
