"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { adminAction } from "@/app/action";
import { leaveEvent, retryEvent } from "@/server/webhooks/decide-event";
import type { FormState } from "@/ui/kit/form/form-state";

const MESSAGES = {
  retry: "The event is being tried again now.",
  leave: "The event is ignored.",
  changed: "The event was decided in the meantime. Load the page again.",
};

const Decision = z.object({ eventId: z.string().min(1).max(255), what: z.enum(["retry", "leave"]) });
const pathOf = (eventId: string) => `/admin/webhooks/${encodeURIComponent(eventId)}`;

/** Trying again is for every role; `leaveEvent` asks for more. */
export const decideEvent = adminAction(
  { permission: "webhooks.retry", schema: Decision, path: ({ eventId }) => pathOf(eventId) },
  async ({ eventId, what }): Promise<FormState> => {
    const isDone = what === "retry" ? await retryEvent(eventId) : await leaveEvent(eventId);
    revalidatePath(pathOf(eventId));
    return isDone
      ? { kind: "done", message: MESSAGES[what] }
      : { kind: "refused", message: MESSAGES.changed };
  },
);
