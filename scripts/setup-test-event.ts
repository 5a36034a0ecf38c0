// The part of npm run setup:stripe that sends the shop an event and waits until it is in the inbox.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { signTestEvent } from "../server/stripe/keys/setup.ts";

const TIMEOUT_MS = 10_000;
const PAUSE_MS = 1_000;
// What the shop's own route answers after the commit; a parked address may answer 200 to anything.
const STORED = "stored";

export type TestResult =
  /** `isSeen`: the row was read in the inbox; else the shop's word is all there is, its database is elsewhere. */
  | { kind: "stored"; url: string; id: string; isSeen: boolean }
  | { kind: "elsewhere"; url: string; id: string }
  | { kind: "refused"; url: string; status: number }
  | { kind: "absent"; urls: string[] };

export type Inbox = (id: string) => Promise<boolean | null>;

/**
 * Signs an event with the stored secret, as Stripe would, and posts it to each webhook address in turn until one
 * answers, for as long as `waitSeconds` while none is there. Then looks for it in the inbox.
 */
export async function sendTestEvent(
  urls: string[],
  secret: string,
  livemode: boolean,
  waitSeconds: number,
  isInInbox: Inbox,
): Promise<TestResult> {
  const until = Date.now() + waitSeconds * 1_000;
  for (;;) {
    for (const url of urls) {
      const { id, body, signature } = signTestEvent(secret, livemode);
      const answer = await post(url, body, signature);
      if (answer === null) continue;
      if (answer.status !== 200) return { kind: "refused", url, status: answer.status };
      const isSeen = await isInInbox(id);
      if (answer.text !== STORED || isSeen === false) return { kind: "elsewhere", url, id };
      return { kind: "stored", url, id, isSeen: isSeen === true };
    }
    if (Date.now() >= until) return { kind: "absent", urls };
    await new Promise((done) => setTimeout(done, PAUSE_MS));
  }
}

/** @returns null when nothing answers */
async function post(url: string, body: string, signature: string) {
  try {
    const answer = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", "stripe-signature": signature },
      body,
      redirect: "manual",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return { status: answer.status, text: await answer.text() };
  } catch {
    return null;
  }
}

/** The database that DATABASE_URL names, or the embedded one while the shop runs here; null: it is not at hand. */
export function findInbox(given: Record<string, string | undefined>): Inbox {
  const url = given.DATABASE_URL ?? embeddedUrl(given.DATA_DIR ?? ".data");
  return async (id) => {
    if (!url) return null;
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: TIMEOUT_MS });
    try {
      await client.connect();
      const { rowCount } = await client.query("SELECT 1 FROM stripe_events WHERE id = $1", [id]);
      return rowCount === 1;
    } catch {
      return null;
    } finally {
      await client.end().catch(() => undefined);
    }
  };
}

/** Started by nobody here: a shop that does not run takes no event. */
function embeddedUrl(dataDir: string): string | null {
  const [pid, secrets] = [join(dataDir, "postgres/postmaster.pid"), join(dataDir, "secrets.json")];
  if (!existsSync(pid) || !existsSync(secrets)) return null;
  const port = Number(readFileSync(pid, "utf8").split("\n")[3]);
  const { databasePassword }: { databasePassword?: unknown } = JSON.parse(readFileSync(secrets, "utf8"));
  return `postgresql://latchkey:${encodeURIComponent(String(databasePassword))}@127.0.0.1:${port}/latchkey`;
}

const AGAIN = "npm run setup:stripe -- --test-event";

/** What an answer means, with what to do. */
export function testWords(result: TestResult): string {
  switch (result.kind) {
    case "stored":
      return result.isSeen
        ? `The test event ${result.id} went to ${result.url} and is in the shop's inbox.`
        : `The test event ${result.id} was stored by ${result.url}, as the shop itself says; its database cannot be read from here.`;
    case "elsewhere":
      return `${result.url} answered, and the test event ${result.id} is not in this shop's inbox: another program answers there, or a shop with another database. Correct APP_ORIGIN or DATABASE_URL, then: ${AGAIN}`;
    case "absent":
      return `The shop does not answer at ${result.urls.join(" or ")}. Start it in another terminal with npm start, wait until it prints its address, then: ${AGAIN}`;
    case "refused":
      return refusalWords(result);
  }
}

function refusalWords({ url, status }: { url: string; status: number }): string {
  if (status === 400)
    return `${url} does not know the secret yet. Restart the shop (it reads .env.local when it starts), then: ${AGAIN}`;
  if (status >= 300 && status < 400)
    return `${url} answered with a redirect (${status}), which Stripe counts as a failure. Correct APP_ORIGIN or the proxy before the shop, then: ${AGAIN}`;
  if (status === 404)
    return `${url} is not the webhook address of a shop (404). Correct APP_ORIGIN; a process with SURFACE=admin has none.`;
  if (status === 503)
    return `${url} could not store the event (503): its database is unavailable. Read the shop's log, then: ${AGAIN}`;
  return `${url} answered ${status}. Read the shop's log; Stripe would send the event again.`;
}
