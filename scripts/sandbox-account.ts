import { z } from "zod";
import { EVENT_TYPES } from "../domain/event.ts";
import { permissionsOf, ROLES } from "../server/stripe/manifest.ts";

const keyAnswer = z.object({ key: z.string() });
const endpointAnswer = z.object({ secret: z.string() });

/**
 * Does in the sandbox what a merchant does in Stripe's dashboard: one key a role with exactly the
 * manifest's permissions, and a webhook endpoint. Safe to repeat: names and URL find the earlier ones.
 * @returns the variables that the shop needs
 */
export async function openSandboxAccount(
  sandboxUrl: string,
  webhookUrl: string,
): Promise<Record<string, string>> {
  const keys = await Promise.all(
    ROLES.map(async (role) => {
      const answer = await post(`${sandboxUrl}/_sandbox/keys`, {
        name: `shop ${role}`,
        permissions: permissionsOf(role),
      });
      return [`STRIPE_${role.toUpperCase()}_KEY`, keyAnswer.parse(answer).key] as const;
    }),
  );
  const endpoint = await post(`${sandboxUrl}/_sandbox/webhook_endpoints`, {
    url: webhookUrl,
    enabled_events: EVENT_TYPES,
  });
  return {
    ...Object.fromEntries(keys),
    STRIPE_PUBLISHABLE_KEY: "pk_test_sandbox",
    STRIPE_WEBHOOK_SECRET: endpointAnswer.parse(endpoint).secret,
    STRIPE_SANDBOX_URL: sandboxUrl,
  };
}

async function post(url: string, body: object): Promise<unknown> {
  const answer = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`the sandbox answered ${answer.status} to ${url}: ${await answer.text()}`);
  return answer.json();
}
