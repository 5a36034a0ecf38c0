// npm run worker: the inbox, jobs and sweeps in a process of their own; set WORKER=off for the server then.
import { openAppRole } from "./app-role.ts";
import { runCommand } from "./setup-error.ts";
import { openShopEnvironment } from "./shop-environment.ts";

runCommand(async () => {
  if (process.argv.includes("--help"))
    return console.log("npm run worker   processes the inbox, sends mails and sweeps; Ctrl-C stops it");
  // Whatever the web process is told: this one works, and opens no checkout.
  process.env.WORKER = "only";
  const database = await openShopEnvironment();
  // As the shop's other processes: no superuser.
  if (database.isEmbedded) process.env.DATABASE_URL = await openAppRole(database.url);
  const { checkAccount } = await import("../server/stripe/keys/check-account.ts");
  const { startWorker } = await import("../server/worker/start-worker.ts");
  const { followSettings } = await import("../server/settings/load-settings.ts");
  const { closeDb } = await import("../server/platform/db.ts");
  await checkAccount();
  const unfollow = await followSettings();
  const stop = await startWorker();
  console.log("The worker is running. Ctrl-C stops it.");
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(
      signal,
      () =>
        void stop()
          .then(unfollow)
          .then(closeDb)
          .then(() => process.exit(0)),
    );
  }
});
