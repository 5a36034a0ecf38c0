import { findTimeLeft, staySignedIn, type TimeLeft } from "@/server/accounts/session";
import { ForeignOriginError, requireSameOrigin } from "@/server/platform/requests/same-origin";
import { requireSurface } from "@/server/platform/surface";

export const dynamic = "force-dynamic";

/** How long this session goes on. Asking does not prolong it. */
export async function GET(): Promise<Response> {
  requireSurface("admin");
  return answer(await findTimeLeft());
}

/** Something was done on a page that is open: the session goes on. */
export async function POST(): Promise<Response> {
  requireSurface("admin");
  try {
    await requireSameOrigin();
  } catch (error) {
    if (!(error instanceof ForeignOriginError)) throw error;
    return new Response(null, { status: 403 });
  }
  return answer(await staySignedIn());
}

const answer = (left: TimeLeft | null): Response =>
  left ? Response.json(left) : new Response(null, { status: 401 });
