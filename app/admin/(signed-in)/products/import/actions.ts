"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { adminAction } from "@/app/action";
import { ImportChoice, MAX_FILE_BYTES } from "@/domain/catalog/imports/import";
import { translator } from "@/messages/messages";
import {
  checkAgain,
  discardImport,
  type ImportStep,
  startImport,
  undoImport,
} from "@/server/catalog/import/runs/change-import";
import { receiveFile } from "@/server/catalog/import/runs/receive-file";
import { shopLocale } from "@/server/platform/env";
import type { FormState } from "@/ui/kit/form/form-state";

const PATH = "/admin/products/import";

export const uploadFile = adminAction(
  { permission: "catalog.write", schema: ImportChoice.extend({ file: z.file() }), path: PATH },
  async ({ file, ...choice }): Promise<FormState> => {
    const received = await receiveFile(file, choice);
    if (received.kind === "received") redirect(`${PATH}/${received.id}`);
    const megabytes = MAX_FILE_BYTES / 1024 / 1024;
    return {
      kind: "refused",
      message: translator(shopLocale())(`admin.imports.fault.${received.kind}`, { megabytes }),
    };
  },
);

const Id = z.object({ id: z.uuid() });
const pathOf = ({ id }: z.infer<typeof Id>) => `${PATH}/${id}`;
const options = { permission: "catalog.write", schema: Id, path: pathOf } as const;

export const checkFileAgain = adminAction(
  { permission: "catalog.write", schema: ImportChoice.extend({ id: z.uuid() }), path: pathOf },
  async ({ id, ...choice }) => answer(id, await checkAgain(id, choice)),
);

export const startChecked = adminAction(options, async ({ id }) => answer(id, await startImport(id)));
export const undoDone = adminAction(options, async ({ id }) => answer(id, await undoImport(id)));

export const discardChecked = adminAction(options, async ({ id }): Promise<FormState> => {
  const step = await discardImport(id);
  if (step === "done") redirect(PATH);
  return answer(id, step);
});

function answer(id: string, step: ImportStep): FormState {
  revalidatePath(`${PATH}/${id}`);
  if (step === "done") return null;
  return { kind: "refused", message: translator(shopLocale())(`admin.imports.fault.${step}`) };
}
