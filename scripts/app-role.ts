import { createHmac } from "node:crypto";
import pg from "pg";
import { makeRole, readGrants, urlFor } from "./make-role.ts";

const ROLES = { shop: "latchkey_shop", admin: "latchkey_admin" };
const APP = "latchkey_app";
// Two commands that start together: the second waits.
const LOCK = 4243;

/**
 * The role that the shop runs as on the embedded server: a member of the roles of both surfaces, so that it may do
 * what they may and nothing else. The server's superuser stays with migrations and commands.
 * @param owner the address of the migrated database with its queue, as its superuser; the role's password is derived
 *   from it
 * @returns the address for the shop's processes
 */
export async function openAppRole(owner: string): Promise<string> {
  const password = createHmac("sha256", new URL(owner).password).update(APP).digest("base64url");
  const client = new pg.Client({ connectionString: owner });
  await client.connect();
  try {
    await client.query("BEGIN");
    await client.query("SELECT pg_advisory_xact_lock($1)", [LOCK]);
    for (const role of Object.values(ROLES)) await makeRole(client, role, undefined);
    await makeRole(client, APP, password);
    const { statements } = await readGrants(client, ROLES);
    for (const statement of statements) await client.query(statement);
    await client.query(`GRANT ${ROLES.shop}, ${ROLES.admin} TO ${APP}`);
    await client.query("COMMIT");
  } finally {
    await client.end();
  }
  return urlFor(owner, APP, password);
}
