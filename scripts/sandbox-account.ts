import { z } from "zod";
import { keysOf, SURFACES, WORKERS } from "../domain/surface.ts";
import { EVENT_TYPES } from "../domain/webhooks/event.ts";
import { readSwitches } from "../server/stripe/keys/features.ts";
import { keyVariable, permissionsOf, ROLES } from "../server/stripe/keys/manifest.ts";

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
  const { surface, worker } = readPart();
  const { must } = keysOf(surface, worker);
  const keys = await Promise.all(
    ROLES.filter((role) => must.includes(role)).map(async (role) => {
      const answer = await post(`${sandboxUrl}/_sandbox/keys`, {
        name: `shop ${role}`,
        permissions: permissionsOf(role, readSwitches(process.env)),
      });
      return [keyVariable(role), keyAnswer.parse(answer).key] as const;
    }),
  );
  const endpoint = await post(`${sandboxUrl}/_sandbox/webhook_endpoints`, {
    url: webhookUrl,
    enabled_events: EVENT_TYPES,
  });
  return {
    ...Object.fromEntries(keys),
    STRIPE_PUBLISHABLE_KEY: "pk_test_sandbox",
    ...(surface === "admin" ? {} : { STRIPE_WEBHOOK_SECRET: endpointAnswer.parse(endpoint).secret }),
    STRIPE_SANDBOX_URL: sandboxUrl,
  };
}

/** What this process serves and works; a wrong word is named when the configuration is parsed. */
function readPart() {
  const { SURFACE, WORKER } = process.env;
  return {
    surface: SURFACES.find((each) => each === SURFACE) ?? "all",
    worker: WORKERS.find((each) => each === WORKER) ?? "inline",
  } as const;
}

/** The shop's keys as they are in the sandbox now, whatever was done to them. @returns null when it has none */
export async function findSandboxKeys(sandboxUrl: string): Promise<Record<string, string> | null> {
  const keys = await Promise.all(
    ROLES.map(async (role) => {
      const answer = await send(`${sandboxUrl}/_sandbox/keys`, { name: `shop ${role}` });
      return answer.ok ? ([keyVariable(role), keyAnswer.parse(await answer.json()).key] as const) : null;
    }),
  );
  const found = keys.filter((entry) => entry !== null);
  return found.length === ROLES.length ? Object.fromEntries(found) : null;
}

async function post(url: string, body: object): Promise<unknown> {
  const answer = await send(url, body);
  if (!answer.ok) throw new Error(`the sandbox answered ${answer.status} to ${url}: ${await answer.text()}`);
  return answer.json();
}

const send = (url: string, body: object): Promise<Response> =>
  fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
