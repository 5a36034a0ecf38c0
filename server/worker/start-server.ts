import "server-only";
import { ownUrl } from "@/domain/listening";
import { startRevalidation } from "../page-cache/invalidate-pages";
import { watchSocketAddresses } from "../platform/client-address";
import { ConfigurationError, env } from "../platform/env";
import { log } from "../platform/log";
import { makeRequestGate, type RequestGate } from "../platform/requests/request-gate";
import { loadChangedSettings, loadSettings } from "../settings/load-settings";
import { checkAccount } from "../stripe/keys/check-account";
import { startWorker } from "./start-worker";

/** Where scripts/serve.ts, which is no part of the build, waits for the gate before it listens. */
const shared = globalThis as { latchkeyOpenGate?: (gate: RequestGate) => void };

/**
 * Starts what a web process does besides answering requests: it listens for changed pages and, by default, runs the
 * worker. When all of that is ready, it opens the gate for requests.
 */
export async function startServer(): Promise<void> {
  try {
    const { HOST, PORT, WORKER } = env();
    await checkAccount();
    watchSocketAddresses();
    await startRevalidation(ownUrl(HOST, PORT), loadChangedSettings);
    // Without the database it starts all the same, and reads them when the listener is connected.
    await loadSettings().catch((error: unknown) =>
      log.warn({ err: error }, "settings could not be read yet"),
    );
    if (WORKER === "inline") await startWorker();
    shared.latchkeyOpenGate?.(makeRequestGate());
  } catch (error) {
    const reason = error instanceof ConfigurationError ? error.message : String((error as Error).stack);
    process.stderr.write(`${reason}\n`);
    process.exit(1);
  }
}
