import { ACCOUNT_ID } from "../objects/stripe-objects.ts";
import { StripeError } from "../protocol/errors.ts";
import { grants, labelOf, type Permission, permissionOf, type Route } from "../protocol/permissions.ts";
import type { ApiKey } from "../store/rows.ts";
import type { ApiParts, ApiRequest } from "./call.ts";

/** May do everything, and everybody knows it: it is taken from programs on this machine. */
export const UNRESTRICTED_KEY = "sk_test_sandbox_all_permissions";
export const PUBLISHABLE_KEY = "pk_test_sandbox";

/** The keys that are there without being minted. */
function builtInKey(parts: ApiParts, secret: string, isLocal: boolean): ApiKey | null {
  if (secret === PUBLISHABLE_KEY)
    return { id: "publishable", key: secret, kind: "publishable", permissions: [] };
  if (secret === parts.installationKey || (secret === UNRESTRICTED_KEY && isLocal))
    return { id: "all_permissions", key: secret, kind: "secret", permissions: [] };
  return null;
}

const NO_KEY =
  "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY'). See https://stripe.com/docs/api#authentication for details, or we can help at https://support.stripe.com/.";
const PUBLISHABLE =
  "This API call cannot be made with a publishable API key. Please use a secret API key. You can find a list of your API keys at https://dashboard.stripe.com/account/apikeys.";

/** The key a request came with, from `Bearer key` or from Basic's user name; it may have ended. */
export function findKey(parts: ApiParts, request: ApiRequest): ApiKey {
  const header = request.header("authorization");
  const [scheme, credentials = ""] = (header ?? "").trim().split(/\s+/, 2);
  const secret =
    scheme?.toLowerCase() === "basic"
      ? (Buffer.from(credentials, "base64").toString("utf8").split(":")[0] ?? "")
      : credentials;
  if (secret === "") throw new StripeError(401, NO_KEY);
  const key = builtInKey(parts, secret, request.isLocal) ?? parts.store.keys.all("key", secret)[0];
  if (!key) throw new StripeError(401, `Invalid API Key provided: ${maskKey(secret)}`);
  return key;
}

/** Refuses a key that has ended. */
export function checkKey(key: ApiKey, now: number): void {
  // Stripe says "expired" of a key that was rolled or revoked, too.
  const isOver = key.expiresAt !== undefined && key.expiresAt !== null && key.expiresAt <= now;
  if (isOver || key.isRevoked || key.permissions.includes("revoked")) {
    throw new StripeError(401, `Expired API Key provided: ${maskKey(key.key)}`, { code: "api_key_expired" });
  }
}

/** Refuses with Stripe's sentence what the key may not do: the call itself and each object to be expanded. */
export function checkPermission(key: ApiKey, route: Route, expanded: readonly Permission[]): void {
  const needed = permissionOf[route];
  const isBrowserCall = typeof needed !== "string";
  if (key.kind === "publishable") {
    if (!isBrowserCall) throw new StripeError(401, PUBLISHABLE, { code: "secret_key_required" });
    return;
  }
  if (key.kind === "secret") return;
  for (const permission of [isBrowserCall ? needed.otherwise : needed, ...expanded]) {
    if (!grants(key.permissions, permission, key.without)) throw permissionDenied(key, permission);
  }
}

function permissionDenied(key: ApiKey, missing: Permission): StripeError {
  const shown = `${key.key.slice(0, 8)}...${key.key.slice(-4)}`;
  const account = key.account ?? ACCOUNT_ID;
  const edit = `https://dashboard.stripe.com/b/${account}?destination=%2Fapikeys%2Fmk_${key.key.slice(-12)}%2Fedit`;
  return new StripeError(
    403,
    `Permission denied. The provided key '${shown}' does not have the required permissions for this endpoint on account '${account}'. Enabling "${labelOf(missing)}" ('${missing}') permissions on this key would allow this request to continue. You can edit permissions at ${edit}`,
    { code: "more_permissions_required" },
  );
}

/** rk_test_****wxyz, with a star for each hidden character. */
function maskKey(key: string): string {
  if (key.length <= 12) return "*".repeat(key.length);
  return `${key.slice(0, 8)}${"*".repeat(key.length - 12)}${key.slice(-4)}`;
}
