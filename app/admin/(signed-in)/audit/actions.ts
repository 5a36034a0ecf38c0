"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { adminAction } from "@/app/action";
import { AUDIT_ACTIONS } from "@/domain/accounts/audit";
import { hideWords } from "@/server/platform/requests/hidden-words";
import { auditHref } from "@/ui/admin/audit/audit-filter";

const filter = z.object({
  actor: z.string().trim().max(254).catch(""),
  action: z.enum(AUDIT_ACTIONS).or(z.literal("")).catch(""),
  object: z.string().trim().max(100).catch(""),
});

/** Shows the entries that match; people's mail addresses stay out of the list's address. */
export const filterAudit = adminAction(
  { permission: "audit.read", path: "/admin/audit", schema: filter },
  async ({ actor, action, object }): Promise<void> =>
    redirect(auditHref({ actor: hideWords(actor), action, object })),
);
