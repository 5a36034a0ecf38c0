"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { repairAsAdmin } from "@/server/jobs/repair-as-admin";
import { askComparison } from "@/server/reconcile/ask-comparison";
import { requireSameOrigin } from "@/server/same-origin";
import { NotAllowedError } from "@/server/session";
import { requireSurface } from "@/server/surface";
import type { RepairState } from "@/ui/admin/books-repair-form";
import { admit } from "../../admit";

const PATH = "/admin/books";
const DifferenceId = z.uuid();

export async function compareNow(): Promise<{ askedAt: number }> {
  requireSurface("admin");
  await requireSameOrigin();
  await admit("view", PATH);
  await askComparison();
  revalidatePath(PATH);
  return { askedAt: Date.now() };
}

export async function repair(_: RepairState, form: FormData): Promise<RepairState> {
  requireSurface("admin");
  await requireSameOrigin();
  const id = DifferenceId.parse(form.get("differenceId"));
  try {
    await admit("refund", PATH);
  } catch (error) {
    if (!(error instanceof NotAllowedError)) throw error;
    return { isMended: false, sentence: "Your role does not include repairs. Ask an owner." };
  }
  const result = await repairAsAdmin(id);
  revalidatePath(PATH);
  return result;
}
