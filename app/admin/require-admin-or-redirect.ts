import { redirect } from "next/navigation";
import type { Admin, Permission } from "@/domain/accounts/roles";
import { NotSignedInError, requireAdmin } from "@/server/accounts/session";

/**
 * For pages and actions: a visitor who is not signed in goes to the sign-in page and comes back to `path`.
 * The guard itself is in every function that touches data.
 * @throws NotAllowedError
 */
export async function requireAdminOrRedirect(permission: Permission, path: string): Promise<Admin> {
  try {
    return await requireAdmin(permission);
  } catch (error) {
    if (!(error instanceof NotSignedInError)) throw error;
    redirect(`/admin/sign-in?next=${encodeURIComponent(path)}`);
  }
}
