import "server-only";
import { startRevalidation } from "../page-cache/invalidate-pages";
import { watchSocketAddresses } from "../platform/client-address";
import { ConfigurationError, env } from "../platform/env";
import { checkAccount } from "../stripe/keys/check-account";
import { startWorker } from "./start-worker";

/** Starts what a web process does besides answering requests: it listens for changed pages and, by default, runs the worker. */
export async function startServer(): Promise<void> {
  try {
    const { PORT, WORKER } = env();
    await checkAccount();
    watchSocketAddresses();
    await startRevalidation(PORT);
    if (WORKER === "inline") await startWorker();
  } catch (error) {
    const reason = error instanceof ConfigurationError ? error.message : String((error as Error).stack);
    process.stderr.write(`${reason}\n`);
    process.exit(1);
  }
}
