"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { adminAction } from "@/app/action";
import {
  MAX_FOOTER_ITEMS,
  MAX_FOOTER_PARTS,
  MAX_HEADER_ITEMS,
  MAX_MENU_ADDRESS,
  MAX_MENU_TITLE,
  type MenuStep,
} from "@/domain/content/menu";
import { translator } from "@/messages/messages";
import { editMenu, publishMenu } from "@/server/content/menus/edit-menu";
import { shopLocale } from "@/server/platform/env";
import type { PublishState } from "@/ui/admin/pages/publish-bar";
import type { FormState } from "@/ui/kit/form/form-state";

const path = "/admin/pages/menus";
const permission = "content.write" as const;
const kind = z.enum(["header", "footer"]);
const place = z.coerce.number().int().min(0).max(100).default(0);
const version = z.coerce.number().int().min(0).max(1_000_000);

const Step = z.object({
  kind,
  base: version,
  step: z.enum(["add", "up", "down", "remove", "addPart", "renamePart", "upPart", "downPart", "removePart"]),
  part: place,
  item: place,
  title: z.string().trim().max(MAX_MENU_TITLE).default(""),
  target: z
    .string()
    .regex(/^(?:address|(?:collection|page):[0-9a-f-]{36})$/)
    .catch(""),
  address: z.string().trim().max(MAX_MENU_ADDRESS).default(""),
});

/** One press of a button on the draft of a menu. */
export const edit = adminAction({ permission, schema: Step, path }, async (input): Promise<FormState> => {
  const t = translator(shopLocale());
  const answer = await editMenu(input.kind, input.base, stepOf(input));
  revalidatePath(path);
  if (answer.kind === "saved") return null;
  if (answer.kind === "outrun")
    return { kind: "refused", message: t("admin.menus.outrun", { name: answer.savedBy }) };
  const most = input.kind === "header" ? MAX_HEADER_ITEMS : MAX_FOOTER_ITEMS;
  const values = { items: most, parts: MAX_FOOTER_PARTS };
  return { kind: "refused", message: t(`admin.menus.fault.${answer.fault}`, values) };
});

function stepOf({ step, part, item, title, target, address }: z.output<typeof Step>): MenuStep {
  switch (step) {
    case "add": {
      const [to, id = ""] = target.split(":");
      if (to === "collection" || to === "page") return { step, part, item: { to, target: id, title } };
      return { step, part, item: { to: "address", target: address, title } };
    }
    case "up":
    case "down":
    case "remove":
      return { step, part, item };
    case "addPart":
      return { step, title };
    case "renamePart":
      return { step, part, title };
    default:
      return { step, part };
  }
}

const Publish = z.object({ kind, version: z.literal("").or(version), former: z.string().max(10) });

/** Shows a version in the shop, or what the shop shows by itself. */
export const publish = adminAction(
  { permission, schema: Publish, path },
  async ({ kind: menu, version: wanted, former }): Promise<PublishState> => {
    const t = translator(shopLocale());
    const done = await publishMenu(menu, wanted === "" ? null : wanted);
    revalidatePath(path);
    if (done === "gone") return { kind: "refused", message: t("admin.menus.fault.not_there") };
    return { kind: "done", message: t("admin.menus.published"), former };
  },
);
