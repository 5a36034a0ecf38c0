import "server-only";
import { headers } from "next/headers";
import type { AuditAction, AuditFacts, UnnamedActor } from "@/domain/accounts/audit";
import type { Admin } from "@/domain/accounts/roles";
import { clientAddress } from "../../platform/client-address";
import { Prisma, type Tx } from "../../platform/db";

export type AuditInput = {
  by: Pick<Admin, "id" | "email"> | UnnamedActor;
  action: AuditAction;
  /** "order:ID", "person:ID", … */
  object?: string;
  before?: AuditFacts;
  after?: AuditFacts;
};

/**
 * Records in the caller's transaction what it changes, so that neither is without the other. The chain's head is locked
 * until that commits: call it last. What was typed and not understood never belongs in it.
 */
export async function audit(tx: Tx, { by, action, object, before, after }: AuditInput): Promise<void> {
  const actor = typeof by === "string" ? { actor: by } : { actorId: by.id, actor: by.email };
  await tx.auditEntry.create({
    data: {
      ...actor,
      address: by === "command" ? null : clientAddress(await headers()),
      action,
      object: object ?? null,
      before: before ?? Prisma.DbNull,
      after: after ?? Prisma.DbNull,
    },
    select: { seq: true },
  });
}
