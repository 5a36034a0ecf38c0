import { redirect } from "next/navigation";
import type { Admin, Permission } from "@/domain/accounts/roles";
import { NotSignedInError, requireAdmin, SecondFactorMissingError } from "@/server/accounts/session";
import { NotConfirmedError, requireConfirmed } from "@/server/accounts/step-up";

/**
 * For pages and actions: a visitor who is not signed in goes to the sign-in page and comes back to `path`.
 * The guard itself is in every function that touches data.
 * @throws NotAllowedError
 */
export async function requireAdminOrRedirect(permission: Permission, path: string): Promise<Admin> {
  try {
    return await requireAdmin(permission);
  } catch (error) {
    if (error instanceof SecondFactorMissingError) redirect("/admin/account#second-factor");
    if (!(error instanceof NotSignedInError)) throw error;
    redirect(`/admin/sign-in?next=${encodeURIComponent(path)}`);
  }
}

/** Where a signed-in person proves who they are, and comes back from. */
export const confirmPath = (path: string): string => `/admin/confirm?next=${encodeURIComponent(path)}`;

/** For pages that show what moves money: a person who signed in or confirmed within ten minutes sees them. */
export async function requireConfirmedOrRedirect(path: string): Promise<void> {
  try {
    await requireConfirmed();
  } catch (error) {
    if (!(error instanceof NotConfirmedError)) throw error;
    redirect(confirmPath(path));
  }
}
