import { NotSignedInError } from "@/server/accounts/session";
import { listAlarms } from "@/server/monitoring/list-alarms";

export const dynamic = "force-dynamic";

/** Which alarms there are now, for a admin that has been open for a while. */
export async function GET(): Promise<Response> {
  try {
    const alarms = await listAlarms();
    return Response.json(alarms.map(({ id }) => id));
  } catch (error) {
    if (!(error instanceof NotSignedInError)) throw error;
    return Response.json([], { status: 401 });
  }
}
