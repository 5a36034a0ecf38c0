"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { adminAction } from "@/app/action";
import { translator } from "@/messages/messages";
import { shopLocale } from "@/server/platform/env";
import { leaveEvent, retryEvent } from "@/server/webhooks/decide-event";
import type { FormState } from "@/ui/kit/form/form-state";

const Decision = z.object({ eventId: z.string().min(1).max(255), what: z.enum(["retry", "leave"]) });
const pathOf = (eventId: string) => `/admin/webhooks/${encodeURIComponent(eventId)}`;

/** `leaveEvent` asks for a permission of its own. */
export const decideEvent = adminAction(
  { permission: "webhooks.retry", schema: Decision, path: ({ eventId }) => pathOf(eventId) },
  async ({ eventId, what }): Promise<FormState> => {
    const isDone = what === "retry" ? await retryEvent(eventId) : await leaveEvent(eventId);
    revalidatePath(pathOf(eventId));
    const t = translator(shopLocale());
    if (!isDone) return { kind: "refused", message: t("admin.webhooks.decide.changed") };
    return {
      kind: "done",
      message: t(what === "retry" ? "admin.webhooks.decide.retried" : "admin.webhooks.decide.left"),
    };
  },
);
