import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { pathToFileURL } from "node:url";

const STOP_MS = 10_000;

const preload = (script: string) => `--import=${pathToFileURL(`scripts/${script}`)}`;

/**
 * The web process, and how much memory it may take. Without these limits Node.js lets what nobody needs any more grow to
 * 600 MB before it looks through it; with them a server of 1 GB is enough. Pages that are kept take 64 MB of it.
 */
export const WEB_PROCESS = ["--max-old-space-size=256", "--max-semi-space-size=8", "scripts/serve.ts"];

/** Starts a process that is stopped by us, not by the terminal's Ctrl-C, and that ends when we are killed. */
export function startChild(
  args: string[],
  env: Record<string, string>,
  node = process.execPath,
): ChildProcess {
  return spawn(node, [preload("follow-parent.mjs"), ...args], {
    env: { ...process.env, ...env, LATCHKEY_PARENT: String(process.pid) },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
    detached: process.platform !== "win32",
  });
}

/** Asks a process to end and waits; after ten seconds it is killed. */
export async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), STOP_MS);
  await ended;
  clearTimeout(timer);
}

/** Asks a URL until it answers well. @returns false when the process ended or `seconds` have passed */
export async function waitUntilUp(url: string, child: ChildProcess, seconds = 60): Promise<boolean> {
  const until = Date.now() + seconds * 1_000;
  while (Date.now() < until && child.exitCode === null && child.signalCode === null) {
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok) return true;
    await new Promise((done) => setTimeout(done, 150));
  }
  return false;
}
