import "server-only";
import { headers } from "next/headers";
import { cache } from "react";
import { type Admin, isAllowed, type Permission, ROLES, type Role } from "@/domain/accounts/roles";
import { transaction } from "../platform/db";
import { requireSurface } from "../platform/surface";
import { audit } from "./audit/audit";
import { auth } from "./auth";

/** Nobody is signed in: a page sends the visitor to the sign-in page. */
export class NotSignedInError extends Error {
  constructor() {
    super("Nobody is signed in.");
    this.name = "NotSignedInError";
  }
}

/** The role of the signed-in admin does not allow it. */
export class NotAllowedError extends Error {
  constructor(
    readonly permission: Permission,
    readonly role: Role,
  ) {
    super(`The role ${role} does not include "${permission}".`);
    this.name = "NotAllowedError";
  }
}

/** Who is signed in, read once per request; null for nobody. To show a name; it guards nothing. */
export const findAdmin = cache(async (): Promise<Admin | null> => {
  requireSurface("admin");
  const found = await auth().api.getSession({ headers: await headers() });
  if (!found) return null;
  const { id, name, email, role, disabledAt } = found.user;
  if (disabledAt) return null;
  const known = ROLES.find((candidate) => candidate === role);
  return known ? { id, name, email, role: known } : null;
});

/**
 * The guard. Every function that reads or changes what belongs to admins calls it first.
 * @throws NotSignedInError, NotAllowedError
 */
export async function requireAdmin(permission: Permission): Promise<Admin> {
  const admin = await findAdmin();
  if (!admin) throw new NotSignedInError();
  if (isAllowed(admin.role, permission)) return admin;
  const object = `permission:${permission}`;
  await transaction((tx) => audit(tx, { by: admin, action: "permission_refused", object }));
  throw new NotAllowedError(permission, admin.role);
}
