import { redirect } from "next/navigation";
import { type Admin, NotSignedInError, type Permission, requireAdmin } from "@/server/accounts/session";

/**
 * For pages and actions: whoever is not signed in goes to the sign-in page and comes back to `path`.
 * The guard itself is in every function that touches data.
 * @throws NotAllowedError
 */
export async function admit(permission: Permission, path: string): Promise<Admin> {
  try {
    return await requireAdmin(permission);
  } catch (error) {
    if (!(error instanceof NotSignedInError)) throw error;
    redirect(`/admin/sign-in?next=${encodeURIComponent(path)}`);
  }
}
