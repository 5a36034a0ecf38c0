import { NotAllowedError, NotSignedInError, SecondFactorMissingError } from "@/server/accounts/session";
import { getLiveState } from "@/server/orders/admin/get-live-state";

export const dynamic = "force-dynamic";

/** For an open page: whether what it shows has changed. */
export async function GET(request: Request): Promise<Response> {
  const order = new URL(request.url).searchParams.get("order") ?? undefined;
  try {
    return Response.json(await getLiveState(order));
  } catch (error) {
    if (error instanceof NotSignedInError) return new Response(null, { status: 401 });
    if (error instanceof NotAllowedError || error instanceof SecondFactorMissingError)
      return new Response(null, { status: 403 });
    throw error;
  }
}
