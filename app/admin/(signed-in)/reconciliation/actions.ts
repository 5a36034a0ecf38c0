"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { NotAllowedError } from "@/server/accounts/session";
import { requireSameOrigin } from "@/server/platform/same-origin";
import { requireSurface } from "@/server/platform/surface";
import { requestCheck } from "@/server/reconciliation/check/run-check";
import { repairAsAdmin } from "@/server/reconciliation/repair-difference";
import type { RepairState } from "@/ui/admin/reconciliation/repair-form";
import { admit } from "../../require-admin-or-redirect";

const PATH = "/admin/reconciliation";
const DifferenceId = z.uuid();

export async function compareNow(): Promise<{ askedAt: number }> {
  requireSurface("admin");
  await requireSameOrigin();
  await admit("view", PATH);
  await requestCheck();
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
    return { isRepaired: false, sentence: "Your role does not include repairs. Ask an owner." };
  }
  const result = await repairAsAdmin(id);
  revalidatePath(PATH);
  return result;
}
