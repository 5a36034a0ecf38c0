import { randomUUID } from "node:crypto";
import type { Role } from "../../../domain/accounts/roles.ts";
import { saveAdmin } from "../../../server/accounts/save-admin.ts";

export const PASSWORD = "a long enough password";

/** Makes an admin with the password above. */
export async function makeAdmin(role: Role, email = `${role}-${randomUUID()}@example.com`) {
  await saveAdmin({ email, name: `The ${role}`, role, password: PASSWORD });
  return email;
}
