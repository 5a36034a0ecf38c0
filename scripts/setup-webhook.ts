// The part of npm run setup:stripe that creates or repairs the webhook endpoint.
import { EVENT_TYPES } from "../domain/webhooks/event.ts";
import { API_VERSION } from "../server/stripe/api-version.ts";
import { openSetup, SetupCallError, type WebhookEndpoint } from "../server/stripe/keys/setup.ts";

export type EndpointInput = {
  key: string;
  url: string;
  apiBase: string | undefined;
  /** A signing secret is stored already: Stripe never shows it again, so it cannot be compared. */
  hasSecret: boolean;
  /** Asked when only a new endpoint brings a secret that is known. */
  confirm: (question: string) => Promise<boolean>;
  /** Stores a new secret at once: it is shown this one time. */
  keepSecret: (secret: string) => void;
};

export type EndpointResult =
  | { kind: "ready"; hasNewSecret: boolean }
  | { kind: "impossible"; reason: string };

/** Brings the endpoint of this URL to what the shop needs. Safe to run again. */
export async function setUpEndpoint(input: EndpointInput): Promise<EndpointResult> {
  const setup = openSetup(input.key, { baseUrl: input.apiBase });
  try {
    const all = await setup.list();
    const found = all.filter(({ url }) => url === input.url);
    // An endpoint that an earlier run replaced stays, disabled, until the merchant deletes it.
    const current = found.find(({ isEnabled }) => isEnabled) ?? found[0];
    if (current && !(await wantsNew(current, input))) {
      await repair(setup, current);
      return { kind: "ready", hasNewSecret: false };
    }
    const { secret } = await setup.create(input.url, EVENT_TYPES);
    input.keepSecret(secret);
    console.log(`  The webhook endpoint ${input.url} was created; its signing secret is stored.`);
    for (const former of found.filter(({ isEnabled }) => isEnabled)) {
      await setup.disable(former.id);
      console.log(
        `  The former endpoint ${former.id} is disabled. Delete it in the dashboard when the new one works.`,
      );
    }
    return { kind: "ready", hasNewSecret: true };
  } catch (error) {
    if (!(error instanceof SetupCallError)) throw error;
    return { kind: "impossible", reason: reasonOf(error) };
  }
}

async function wantsNew(current: WebhookEndpoint, input: EndpointInput): Promise<boolean> {
  if (current.apiVersion !== API_VERSION) {
    console.log(
      `  The endpoint ${current.id} sends events of version ${current.apiVersion ?? "the account's default"}; the shop reads ${API_VERSION}.`,
    );
    return input.confirm("  An endpoint cannot change its version. Create a new one and disable this one?");
  }
  if (input.hasSecret) return false;
  console.log(
    `  The endpoint ${current.id} exists, but its signing secret is not known here: Stripe shows it only in the dashboard.`,
  );
  return input.confirm("  Create a new endpoint, whose secret is stored, and disable this one?");
}

async function repair(setup: ReturnType<typeof openSetup>, current: WebhookEndpoint): Promise<void> {
  const wanted = new Set<string>(EVENT_TYPES);
  const missing = EVENT_TYPES.filter((type) => !current.eventTypes.includes(type));
  const needless = current.eventTypes.filter((type) => !wanted.has(type));
  if (current.isEnabled && missing.length + needless.length === 0)
    return console.log(`  The webhook endpoint ${current.url} needs no change.`);
  await setup.repair(current.id, EVENT_TYPES);
  const changes = [
    ...(current.isEnabled ? [] : ["enabled"]),
    ...(missing.length > 0 ? [`${missing.length} events added`] : []),
    ...(needless.length > 0 ? [`${needless.length} events removed`] : []),
  ];
  console.log(`  The webhook endpoint ${current.url} was repaired: ${changes.join(", ")}.`);
}

function reasonOf({ fault, message }: SetupCallError): string {
  if (fault === "key") return "Stripe does not accept the setup key";
  if (fault === "permission") return "the setup key lacks Webhook Endpoints: Write";
  if (fault === "retry") return "Stripe does not answer at the moment";
  return `Stripe refused it: ${message}`;
}

/** Why Stripe could not reach the shop at this address; null when it can be tried. */
export function unreachableReason(origin: string, mode: "test" | "live"): string | null {
  const { hostname, protocol } = new URL(origin);
  if (/^(localhost|127\.|10\.|192\.168\.|\[)|\.(local|localhost|test|internal)$/.test(hostname))
    return `Stripe cannot reach ${hostname} from outside`;
  if (mode === "live" && protocol !== "https:") return "Stripe sends live events to https addresses only";
  return null;
}

/** Everything that a merchant needs to do the same by hand. */
export function manualSteps(origin: string, port: number, mode: "test" | "live"): string {
  const dashboard = `https://dashboard.stripe.com/${mode === "test" ? "test/" : ""}webhooks/create`;
  return `
  By hand, for a shop that Stripe can reach:
    1. Open ${dashboard}
    2. Events from: your account. API version: ${API_VERSION}
    3. Choose exactly these events:
${EVENT_TYPES.map((type) => `         ${type}`).join("\n")}
    4. Destination: webhook endpoint, URL ${origin}/webhooks/stripe
    5. Reveal the signing secret (whsec_…) and run: npm run setup:stripe

  On this machine, while you try it out (it prints a whsec_… of its own):
    npx stripe listen --forward-to localhost:${port}/webhooks/stripe --events ${EVENT_TYPES.join(",")}
`;
}
