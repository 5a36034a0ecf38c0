import "server-only";
import { db } from "../platform/db";
import { newPassword, saveAdmin } from "./save-admin";

const EMAIL = "admin@example.com";

/** Makes an owner when the shop has no admin. @returns what to show once; null when there is an admin already */
export async function ensureFirstAdmin(): Promise<{ email: string; password: string } | null> {
  if (await db().user.findFirst({ select: { id: true } })) return null;
  const password = newPassword();
  const isMade = await saveAdmin({ email: EMAIL, name: "Owner", role: "owner", password });
  return isMade ? { email: EMAIL, password } : null;
}
