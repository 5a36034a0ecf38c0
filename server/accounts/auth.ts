import "server-only";
import { betterAuth } from "better-auth";
import { prismaAdapter } from "better-auth/adapters/prisma";
import { twoFactor } from "better-auth/plugins/two-factor";
import { db } from "../platform/db";
import { env } from "../platform/env";
import { log } from "../platform/log";
import { settings } from "../platform/settings/settings";
import { cookiePrefix } from "./admin-cookie";
import { hashPassword, verifyPassword } from "./passwords/password-hash";

const SESSION_HOURS = 12;

function makeAuth() {
  const { APP_ORIGIN, APP_SECRET } = env();
  const isHttps = APP_ORIGIN.startsWith("https:");
  return betterAuth({
    secret: APP_SECRET,
    baseURL: APP_ORIGIN,
    database: prismaAdapter(db(), { provider: "postgresql" }),
    // People are invited, or created by `npm run admin:create`; there is no sign-up.
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      password: { hash: hashPassword, verify: verifyPassword },
    },
    user: {
      additionalFields: {
        role: { type: "string", required: true, input: false },
        disabledAt: { type: "date", required: false, input: false },
      },
    },
    databaseHooks: { session: { create: { before: async ({ userId }) => !(await isDisabled(userId)) } } },
    // Every request reads the row, so that signing out or losing a role takes effect at once.
    session: {
      additionalFields: {
        lastSeenAt: { type: "date", required: false, input: false },
        confirmedAt: { type: "date", required: false, input: false },
      },
      expiresIn: SESSION_HOURS * 3600,
      disableSessionRefresh: true,
      cookieCache: { enabled: false },
    },
    // Without its cookie that trusts a device: each sign-in asks for the code.
    plugins: [twoFactor({ issuer: settings("shop").name })],
    // Its limits live in its HTTP handler, which the shop does not mount; see sign-in-limits.ts.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { log: (level, message) => log[level](message) },
    advanced: {
      // A `__Host-` cookie must be Secure, and Secure is lost on a plain http address.
      useSecureCookies: false,
      cookiePrefix: cookiePrefix(),
      defaultCookieAttributes: { secure: isHttps, httpOnly: true, sameSite: "lax", path: "/" },
      ipAddress: { disableIpTracking: true },
    },
  });
}

async function isDisabled(id: string): Promise<boolean> {
  const person = await db().user.findUnique({ where: { id }, select: { disabledAt: true } });
  return person === null || person.disabledAt !== null;
}

let made: ReturnType<typeof makeAuth> | undefined;

/** Passwords and sessions of the admins. Who may do what is in session.ts. */
export function auth(): ReturnType<typeof makeAuth> {
  made ??= makeAuth();
  return made;
}
