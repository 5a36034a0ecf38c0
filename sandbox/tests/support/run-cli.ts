import { execFile, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished, vi } from "vitest";
import { ALL } from "./open-sandbox.ts";

const CLI = join(import.meta.dirname, "../../../node_modules/.bin/stripe");

export interface CliRun {
  code: number;
  output: string;
}

/** The official Stripe CLI, unmodified, told only where the API is and with which key. */
export function openCli(apiBase: string) {
  // The CLI keeps a configuration in the home folder: a test leaves the real one alone.
  const home = mkdtempSync(join(tmpdir(), "stripe-cli-"));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const env = { ...process.env, HOME: home, XDG_CONFIG_HOME: home, STRIPE_CLI_TELEMETRY_OPTOUT: "1" };
  const where = ["--api-key", ALL, "--api-base", apiBase];

  const run = (...args: string[]): Promise<CliRun> =>
    new Promise((resolve) => {
      const child = execFile(CLI, args, { env }, (error, stdout, stderr) =>
        resolve({ code: error ? 1 : 0, output: stdout + stderr }),
      );
      // It asks before it writes, when someone is there to answer.
      child.stdin?.end();
    });

  /** `stripe listen`, until the test ends; answers its signing secret once it is connected. */
  const listen = async (...args: string[]) => {
    const child = spawn(CLI, ["listen", "--skip-update", ...args, ...where], { env, detached: true });
    let output = "";
    child.stdout.on("data", (chunk) => (output += chunk));
    child.stderr.on("data", (chunk) => (output += chunk));
    // The command is a script that starts the program: both must go, so the whole group is ended.
    onTestFinished(() => void (child.pid && process.kill(-child.pid, "SIGKILL")));
    const secret = await vi.waitFor(
      () => {
        const found = /signing secret is.*(whsec_[A-Za-z0-9]+)/.exec(output)?.[1];
        if (!found) throw new Error(`The CLI does not listen yet: ${output}`);
        return found;
      },
      { timeout: 120_000, interval: 50 },
    );
    return { secret, output: () => output };
  };

  return { run: (...args: string[]) => run(...args, ...where), runAlone: run, listen };
}
