import "server-only";
import { cookies, headers } from "next/headers";
import { db } from "../platform/db";
import { requireSurface } from "../platform/surface";
import { auth } from "./auth";

/** Signs out: the session is dead at once, on the server too. Harmless when nobody is signed in. */
export async function endSession(): Promise<void> {
  requireSurface("admin");
  const found = await auth().api.getSession({ headers: await headers() });
  if (found) await db().session.deleteMany({ where: { token: found.session.token } });
  const { authCookies } = await auth().$context;
  (await cookies()).delete({ name: authCookies.sessionToken.name, path: "/" });
}
