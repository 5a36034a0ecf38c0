import { Hono } from "hono";
import { z } from "zod";
import { newId } from "../objects/ids.ts";
import { isPermission } from "../protocol/permissions.ts";
import type { ApiKey } from "../store/rows.ts";
import type { Store } from "../store/store.ts";

const permission = z.string().refine(isPermission, { error: "is not a Stripe permission" });

const keyBody = z.strictObject({
  name: z.string().min(1).max(100),
  /** Another account than the sandbox's own, in which there is nothing; said when the key is minted. */
  account: z
    .string()
    .regex(/^acct_[A-Za-z0-9]+$/)
    .optional(),
  /** What the key may do. "revoked" among them is another way to say `revoked: true`. */
  permissions: z.array(z.union([permission, z.literal("revoked")])).optional(),
  /** Removed for now: what the next list leaves out is restored. */
  without: z.array(permission).optional(),
  revoked: z.boolean().optional(),
  /** On the sandbox's clock; null takes it back. */
  expires_in_seconds: z.number().int().min(0).nullable().optional(),
});

/** Restricted keys: minted under a name, then revoked, expired, and without a permission for a while. */
export function createKeysApi({ store, now }: { store: Store; now(): number }): Hono {
  const app = new Hono();

  app.post("/", async (context) => {
    const { name, account, permissions, without, revoked, expires_in_seconds } = keyBody.parse(
      await context.req.json(),
    );
    const known = store.keys.get(name);
    if (!permissions && !known) return context.json({ error: { message: "No key of this name" } }, 404);
    const before: ApiKey = known ?? {
      id: name,
      key: newId("restricted_key"),
      kind: "restricted",
      permissions: [],
      ...(account ? { account } : {}),
    };
    const key: ApiKey = {
      ...before,
      permissions: permissions ?? before.permissions,
      without: without ?? before.without ?? [],
      isRevoked: revoked ?? before.isRevoked ?? false,
      expiresAt:
        expires_in_seconds === undefined
          ? (before.expiresAt ?? null)
          : expires_in_seconds === null
            ? null
            : now() + expires_in_seconds,
    };
    if (JSON.stringify(key) !== JSON.stringify(known)) store.keys.put(key);
    return context.json({ key: key.key, ...showKey(key) });
  });

  app.get("/", (context) => context.json({ data: store.keys.all().map(showKey) }));
  return app;
}

const showKey = ({ id, account, permissions, without, isRevoked, expiresAt }: ApiKey) => ({
  name: id,
  permissions,
  ...(account ? { account } : {}),
  ...(without?.length ? { without } : {}),
  ...(isRevoked ? { revoked: true } : {}),
  ...(expiresAt ? { expires_at: expiresAt } : {}),
});
