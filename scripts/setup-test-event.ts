// The part of npm run setup:stripe that sends the shop an event and waits until it is acknowledged.
import { signTestEvent } from "../server/stripe/sign-test-event.ts";

const TIMEOUT_MS = 10_000;
const PAUSE_MS = 1_000;

export type TestResult =
  | { kind: "acknowledged"; url: string; id: string }
  | { kind: "refused"; url: string; status: number }
  | { kind: "absent"; urls: string[] };

/**
 * Signs an event with the stored secret and sends it to each address in turn until one answers, for as long as
 * `waitSeconds` while none is there.
 */
export async function sendTestEvent(
  urls: string[],
  secret: string,
  livemode: boolean,
  waitSeconds: number,
): Promise<TestResult> {
  const until = Date.now() + waitSeconds * 1_000;
  for (;;) {
    for (const url of urls) {
      const { id, body, signature } = signTestEvent(secret, livemode);
      const status = await post(url, body, signature);
      if (status === 200) return { kind: "acknowledged", url, id };
      if (status !== null) return { kind: "refused", url, status };
    }
    if (Date.now() >= until) return { kind: "absent", urls };
    await new Promise((done) => setTimeout(done, PAUSE_MS));
  }
}

/** @returns the status, or null when nobody is there */
async function post(url: string, body: string, signature: string): Promise<number | null> {
  try {
    const answer = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", "stripe-signature": signature },
      body,
      redirect: "manual",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await answer.arrayBuffer();
    return answer.status;
  } catch {
    return null;
  }
}

/** What an answer means, with what to do. */
export function testWords(result: TestResult): string {
  if (result.kind === "acknowledged") return `The test event ${result.id} was stored by ${result.url}.`;
  if (result.kind === "absent")
    return `The shop does not answer at ${result.urls.join(" or ")}. Start it, then: npm run setup:stripe -- --test-event`;
  const { url, status } = result;
  if (status === 400)
    return `${url} does not know the secret yet. Restart the shop (it reads .env.local when it starts), then: npm run setup:stripe -- --test-event`;
  if (status >= 300 && status < 400)
    return `${url} answered with a redirect (${status}), which Stripe counts as a failure. Correct APP_ORIGIN or the proxy.`;
  if (status === 404)
    return `${url} is no webhook address of a shop (404). Correct APP_ORIGIN; with SURFACE=admin there is none.`;
  return `${url} answered ${status}. Read the shop's log; Stripe would send the event again.`;
}
