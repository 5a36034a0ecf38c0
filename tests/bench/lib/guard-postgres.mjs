// guard-postgres.mjs FOLDER: outlives a run that was killed, and then ends its PostgreSQL and removes its files.
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const LOOKS = 100;
const [folder] = process.argv.slice(2);

// Only the run's end ends it: what stops the run's whole group must not stop this before.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => undefined);
process.on("disconnect", async () => {
  const isRunning = () => {
    try {
      process.kill(postmaster(), 0);
      return true;
    } catch {
      return false;
    }
  };
  // "Immediate": these files are thrown away.
  if (isRunning()) process.kill(postmaster(), "SIGQUIT");
  for (let look = 0; look < LOOKS && isRunning(); look += 1) await sleep(100);
  rmSync(folder, { recursive: true, force: true });
  process.exit();
});

const postmaster = () => Number(readFileSync(join(folder, "postmaster.pid"), "utf8").split("\n")[0]);
