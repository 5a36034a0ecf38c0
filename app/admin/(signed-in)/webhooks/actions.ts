"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { NotAllowedError } from "@/server/accounts/session";
import { requireSameOrigin } from "@/server/platform/same-origin";
import { requireSurface } from "@/server/platform/surface";
import { leaveEvent, retryEvent } from "@/server/webhooks/decide-event";
import type { DecideState } from "@/ui/admin/webhooks/events-decide-form";
import { admit } from "../../require-admin-or-redirect";

const Decision = z.object({ eventId: z.string().min(1).max(255), what: z.enum(["retry", "leave"]) });

export async function decideEvent(_: DecideState, form: FormData): Promise<DecideState> {
  requireSurface("admin");
  await requireSameOrigin();
  const { eventId, what } = Decision.parse(Object.fromEntries(form));
  const path = `/admin/webhooks/${encodeURIComponent(eventId)}`;
  await admit("view", path);
  try {
    const isDone = what === "retry" ? await retryEvent(eventId) : await leaveEvent(eventId);
    revalidatePath(path);
    if (!isDone) return { isDone, sentence: "It was decided meanwhile. Load the page again." };
    return { isDone, sentence: what === "retry" ? "It is tried again now." : "It is left alone." };
  } catch (error) {
    if (!(error instanceof NotAllowedError)) throw error;
    return { isDone: false, sentence: "Your role does not include this. Ask an owner." };
  }
}
