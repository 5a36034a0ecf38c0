// npm run setup:stripe: from an empty .env.local to a shop on a real Stripe account, safe to run again.
import { existsSync, readFileSync } from "node:fs";
import { parseArgs, parseEnv } from "node:util";
import { keysOf, SURFACES, WORKERS } from "../domain/surface.ts";
import { keyListLink } from "../server/stripe/keys/manifest.ts";
import { type Ask, openAsk } from "./ask.ts";
import { writeEnvFile } from "./env-file.ts";
import { runCommand, SetupError } from "./setup-error.ts";
import {
  type KeyInput,
  type Mode,
  pasteFault,
  takePublishableKey,
  takeRoleKey,
  takeSetupKey,
} from "./setup-keys.ts";
import { findInbox, sendTestEvent, testWords } from "./setup-test-event.ts";
import { manualSteps, setUpEndpoint, unreachableReason } from "./setup-webhook.ts";

const HELP = `npm run setup:stripe        asks for the keys, checks them, creates the webhook endpoint and tests it

  --origin URL       the address that shoppers use (APP_ORIGIN)
  --live, --test     the mode of the keys (default: that of the first key)
  --yes              asks nothing: takes everything from the environment, and creates a new webhook endpoint
                     where the secret of the existing one is not known
  --new-secret       creates a new webhook endpoint even if a secret is stored
  --no-webhook       does not touch the webhook endpoint
  --test-event       only sends the test event, signed with the stored secret
  --wait SECONDS     how long to wait for the shop to accept the test event (5)
  --file FILE        the file to write (.env.local)
  --help             prints this text

Unattended, in the environment: STRIPE_CHECKOUT_KEY, STRIPE_RECONCILER_KEY, STRIPE_BACKOFFICE_KEY,
STRIPE_PUBLISHABLE_KEY; STRIPE_SETUP_KEY for the webhook endpoint (never stored) or STRIPE_WEBHOOK_SECRET of one
that exists. SURFACE and WORKER decide which of them are needed. Exit code 1: a step is left to do, and the output names it.`;

const WELCOME = `This connects the shop to your Stripe account. Keep the dashboard open: ${keyListLink("test")}
Each role gets a restricted key of its own. The link opens Stripe's form with the boxes ticked; compare them with the
rows above it, create the key and paste it here. Nothing that you paste is shown, and nothing is written before every
key is right: Ctrl-C changes nothing. Begin with test keys; run it again for live ones. docs/stripe-permissions.md
explains each row.
`;

runCommand(async () => {
  const options = readArguments();
  if (options.help) return console.log(HELP);
  const given = readGiven(options.file);
  const ask = options.yes ? null : openAsk();
  try {
    if (options["test-event"]) return await test(given, options);
    await setUp(options, given, ask);
  } finally {
    ask?.close();
  }
});

type Options = ReturnType<typeof readArguments>;
type Given = Record<string, string | undefined>;

async function setUp(options: Options, given: Given, ask: Ask | null): Promise<void> {
  if (ask) console.log(WELCOME);
  const origin = await takeOrigin(options.origin ?? given.APP_ORIGIN, ask);
  const surface = SURFACES.find((each) => each === given.SURFACE) ?? "all";
  const worker = WORKERS.find((each) => each === given.WORKER) ?? "inline";
  const mode: Mode | null = options.live ? "live" : options.test ? "test" : null;
  const input: KeyInput = { ask, apiBase: options["api-base"], mode, account: null, given, taken: new Map() };
  const { must } = keysOf(surface, worker, process.env.REFUNDS !== "off");
  for (const role of must) await takeRoleKey(role, input);
  if (must.includes("checkout")) await takePublishableKey(input);
  // Everything was checked: only from here on is anything written.
  const file = options.file;
  const account = input.account === null ? {} : { STRIPE_ACCOUNT: input.account };
  const values = { APP_ORIGIN: origin, ...Object.fromEntries(input.taken), ...account };
  writeEnvFile(file, values);
  console.log(`\n  ${Object.keys(values).join(", ")} are in ${file}, which only you can read.`);
  if (surface === "admin" || options["no-webhook"])
    return done(surface === "admin" ? "This surface receives no webhooks." : "");
  await setUpWebhook(origin, input, options, file);
}

async function setUpWebhook(origin: string, input: KeyInput, options: Options, file: string): Promise<void> {
  const mode = input.mode ?? "test";
  const port = Number(input.given.PORT ?? 3000);
  const stored = input.given.STRIPE_WEBHOOK_SECRET;
  let secret =
    stored && pasteFault(stored.split(",")[0]?.trim() ?? "", "webhook_secret", null) === null
      ? stored
      : undefined;
  const keepSecret = (made: string) => {
    // What the former endpoint has sent may still be on its way.
    const former = secret?.split(",")[0];
    secret = former ? `${made},${former}` : made;
    writeEnvFile(file, { STRIPE_WEBHOOK_SECRET: secret });
    if (former)
      console.log("  The former secret is kept behind the new one; remove it when a day has passed.");
  };
  const unreachable = options["api-base"] ? null : unreachableReason(origin, mode);
  const key = unreachable ? null : await takeSetupKey(input);
  const problem = unreachable ?? (key ? null : "there is no setup key");
  const result = key
    ? await setUpEndpoint({
        key,
        url: `${origin}/webhooks/stripe`,
        apiBase: options["api-base"],
        hasSecret: secret !== undefined && !options["new-secret"],
        confirm: (question) => confirm(question, input.ask),
        keepSecret,
      })
    : ({ kind: "impossible", reason: problem ?? "" } as const);
  if (key)
    console.log(
      `\n  The setup key is no longer needed and is stored nowhere. Delete it now: ${keyListLink(mode)}`,
    );
  if (result.kind === "impossible") {
    console.log(`\n  The webhook endpoint could not be created: ${result.reason}.`);
    console.log(manualSteps(origin, port, mode));
    if (secret === undefined || input.ask) secret = await takeSecret(secret, input, keepSecret);
    else writeEnvFile(file, { STRIPE_WEBHOOK_SECRET: secret });
  }
  if (secret === undefined)
    throw new SetupError(
      "The shop has no webhook secret yet; the keys are stored. Until it has one, it asks Stripe every minute.",
      "follow the steps above, then run npm run setup:stripe again; Enter keeps the keys.",
    );
  await test({ ...input.given, APP_ORIGIN: origin, STRIPE_WEBHOOK_SECRET: secret, mode }, options);
}

async function takeSecret(
  known: string | undefined,
  { ask }: KeyInput,
  keep: (secret: string) => void,
): Promise<string | undefined> {
  if (!ask) return known;
  const pasted = await ask.line(`  Paste the whsec_… (Enter: ${known ? "keep the stored one" : "later"}): `, {
    isSecret: true,
  });
  if (pasted === "") return known;
  const fault = pasteFault(pasted, "webhook_secret", null);
  if (fault)
    throw new SetupError(
      `STRIPE_WEBHOOK_SECRET: ${fault}. The keys are stored.`,
      "Run it again; Enter keeps what is stored.",
    );
  keep(pasted);
  return pasted;
}

async function test(given: Given, options: Options): Promise<void> {
  const secret = given.STRIPE_WEBHOOK_SECRET?.split(",")[0]?.trim();
  if (!secret) throw new SetupError("No webhook secret is stored.", "npm run setup:stripe");
  const port = given.PORT ?? "3000";
  const origin = given.APP_ORIGIN ?? `http://localhost:${port}`;
  const local = `http://127.0.0.1:${port}`;
  const urls = [...new Set([origin, local])].map((each) => `${each}/webhooks/stripe`);
  const isLive = given.mode === "live" || given.STRIPE_PUBLISHABLE_KEY?.startsWith("pk_live_") === true;
  const result = await sendTestEvent(urls, secret, isLive, options.wait, findInbox(given));
  console.log(`\n  ${testWords(result)}`);
  if (result.kind !== "stored")
    throw new SetupError(
      "The test event did not arrive. The keys and the secret are stored.",
      "do what the sentence above says. You do not have to paste anything again.",
    );
  if (result.url !== urls[0]) console.log(`  It went to this machine: ${urls[0]} did not answer from here.`);
  done("Check all keys: npm run keys");
}

function done(hint: string): void {
  console.log(`\n  Done. ${hint}`.trimEnd());
}

async function confirm(question: string, ask: Ask | null): Promise<boolean> {
  if (!ask) return true;
  return /^y(es)?$/i.test(await ask.line(`${question} (y/N) `));
}

async function takeOrigin(known: string | undefined, ask: Ask | null): Promise<string> {
  const text =
    (ask &&
      (await ask.line(
        `The address that shoppers use${known ? ` (Enter: ${known})` : ", such as https://shop.example"}: `,
      ))) ||
    known;
  const url = URL.canParse(text ?? "") ? new URL(text ?? "") : null;
  if (url && /^https?:$/.test(url.protocol)) return url.origin;
  throw new SetupError(
    text
      ? "The address is not a valid URL (example: https://shop.example). Nothing was written."
      : "The shop's address is not known. Nothing was written.",
    "Give it with --origin https://shop.example, or set APP_ORIGIN.",
  );
}

/** The environment goes before the files, as it does when the shop starts. */
function readGiven(file: string): Given {
  const read = (name: string): Given => (existsSync(name) ? parseEnv(readFileSync(name, "utf8")) : {});
  const stored = read(file);
  if (stored.STRIPE_SETUP_KEY)
    throw new SetupError(
      `${file} holds STRIPE_SETUP_KEY, which is never stored.`,
      "Remove that line, and delete the key in the dashboard.",
    );
  return { ...read(".env"), ...stored, ...process.env };
}

function readArguments() {
  try {
    const { values } = parseArgs({
      options: {
        origin: { type: "string" },
        live: { type: "boolean" },
        test: { type: "boolean" },
        yes: { type: "boolean", short: "y" },
        "new-secret": { type: "boolean" },
        "no-webhook": { type: "boolean" },
        "test-event": { type: "boolean" },
        wait: { type: "string", default: "5" },
        file: { type: "string", default: ".env.local" },
        // For tests: where Stripe is.
        "api-base": { type: "string" },
        help: { type: "boolean", short: "h" },
      },
    });
    const wait = Number(values.wait);
    if (!(wait >= 0 && wait <= 600)) throw new Error("--wait takes 0 to 600 seconds");
    if (values.live && values.test) throw new Error("--live and --test cannot be combined");
    return { ...values, wait };
  } catch (error) {
    throw new SetupError((error as Error).message, "npm run setup:stripe -- --help");
  }
}
