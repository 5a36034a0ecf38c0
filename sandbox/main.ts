#!/usr/bin/env node
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { startSandbox } from "./server.ts";
import { SetupError } from "./store/setup-error.ts";

const HELP = `The sandbox: a local Stripe for development and tests.

  npm run sandbox -- [options]

  --port NUMBER           The port to listen on (12111)
  --host ADDRESS          The address to listen on (127.0.0.1: this machine only)
  --data FOLDER           Where payments and events are stored (.data/sandbox)
  --memory                Stores nothing on disk
  --seed NUMBER           The same ids and times in every run; the clock stands still until it is advanced
  --public-origin URL     The address for browsers (http://localhost:PORT)
  --help                  Prints this text

On this machine the key sk_test_sandbox_all_permissions may do everything. sandbox/README.md has the rest.`;

const DEFAULT_PORT = "12111";

function readOptions() {
  try {
    return parseArgs({
      options: {
        port: { type: "string", default: DEFAULT_PORT },
        host: { type: "string", default: "127.0.0.1" },
        data: { type: "string", default: ".data/sandbox" },
        seed: { type: "string" },
        memory: { type: "boolean", default: false },
        "public-origin": { type: "string" },
        help: { type: "boolean", default: false },
      },
    }).values;
  } catch (error) {
    throw new SetupError(`${(error as Error).message}\nTry --help.`);
  }
}

function readPort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new SetupError(`--port must be a number up to 65535, not '${text}'.`);
}

function readSeed(text: string | undefined): number | undefined {
  if (text === undefined || /^\d{1,9}$/.test(text)) return text === undefined ? undefined : Number(text);
  throw new SetupError(`--seed must be a number of up to nine digits, not '${text}'.`);
}

function readOrigin(text: string | undefined, port: number): string | undefined {
  if (text === undefined) return port === 0 ? undefined : `http://localhost:${port}`;
  if (URL.canParse(text) && /^https?:/.test(text)) return new URL(text).origin;
  throw new SetupError(`--public-origin must be an address like http://localhost:${port}, not '${text}'.`);
}

async function main(): Promise<void> {
  const options = readOptions();
  if (options.help) {
    console.log(HELP);
    return;
  }
  const port = readPort(options.port);
  const publicOrigin = readOrigin(options["public-origin"], port);
  const dataDir = resolve(options.data);
  const sandbox = await startSandbox({
    port,
    host: options.host,
    memory: options.memory,
    dataDir,
    publicOrigin,
    seed: readSeed(options.seed),
  });
  console.log(
    `The sandbox listens on ${sandbox.url} (${options.memory ? "stores nothing on disk" : `stores its objects in ${options.data}`})`,
  );
  const stop = (): void => void sandbox.close().then(() => process.exit(0));
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
}

main().catch((error: unknown) => {
  console.error(error instanceof SetupError ? error.message : error);
  process.exit(1);
});
