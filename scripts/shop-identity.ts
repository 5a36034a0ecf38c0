// The shop that a database belongs to. Stripe's metadata names it, so it must outlive every secret.
import { createHash } from "node:crypto";
import type pg from "pg";
import { firstShopId } from "../server/platform/reference.ts";
import { SetupError } from "./setup-error.ts";

type Identity = { shopId: string; fingerprint: string };

const NOT_ALLOWED = "42501";
const fingerprintOf = (secret: string) => createHash("sha256").update(`fingerprint:${secret}`).digest("hex");

/**
 * The shop's id in a database that has one.
 * @returns null before the first start
 * @throws SetupError when the database belongs to another secret
 */
export async function readIdentity(client: pg.Client, secret: string): Promise<string | null> {
  const { rows: tables } = await client.query("SELECT to_regclass('shop_identity') AS name");
  if (tables[0]?.name === null) return null;
  const { rows } = await client.query<Identity>(
    `SELECT shop_id AS "shopId", secret_fingerprint AS fingerprint FROM shop_identity`,
  );
  const [identity] = rows;
  if (!identity || identity.fingerprint === fingerprintOf(secret)) return identity?.shopId ?? null;
  throw new SetupError(
    "This database belongs to another APP_SECRET: with this one every order link that was mailed would be dead.",
    "set APP_SECRET to the former one; it is in secrets.json of the former data folder, or in your backup. If it is lost: npm run migrate -- --new-secret",
  );
}

/** Gives a migrated database its identity, once; a user who may only read leaves that to the owner. */
export async function keepIdentity(client: pg.Client, secret: string): Promise<void> {
  try {
    await client.query(
      "INSERT INTO shop_identity (shop_id, secret_fingerprint) VALUES ($1, $2) ON CONFLICT DO NOTHING",
      [firstShopId(secret), fingerprintOf(secret)],
    );
  } catch (error) {
    if ((error as { code?: string }).code !== NOT_ALLOWED) throw error;
  }
}

/** The secret was changed on purpose: the shop keeps its id, and the former secret no longer opens it. */
export async function takeNewSecret(client: pg.Client, secret: string): Promise<void> {
  await keepIdentity(client, secret);
  await client.query("UPDATE shop_identity SET secret_fingerprint = $1", [fingerprintOf(secret)]);
}
