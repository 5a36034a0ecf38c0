import { StripeSync } from "@supabase/stripe-sync-engine";

let engine: StripeSync | undefined;

/** The same events taken by another project's engine, mounted as its documentation says and with our pool's size. */
export async function POST(request: Request): Promise<Response> {
  engine ??= new StripeSync({
    schema: "stripe",
    stripeSecretKey: "rk_test_LOCAL_EMULATOR_ONLY",
    stripeWebhookSecret: (process.env.STRIPE_WEBHOOK_SECRET ?? "").split(",")[0] ?? "",
    poolConfig: { connectionString: process.env.DATABASE_URL, max: 20 },
  });
  const signature = request.headers.get("stripe-signature") ?? undefined;
  await engine.processWebhook(Buffer.from(await request.arrayBuffer()), signature);
  return new Response("stored");
}
