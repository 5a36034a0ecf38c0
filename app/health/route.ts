import { checkHealth } from "@/server/monitoring/check-health";

export const dynamic = "force-dynamic";

/** For load balancers and people: 200 when the shop can sell, 503 when it cannot; never a secret. */
export async function GET() {
  const health = await checkHealth();
  return Response.json(health, { status: health.ok ? 200 : 503, headers: { "Cache-Control": "no-store" } });
}
