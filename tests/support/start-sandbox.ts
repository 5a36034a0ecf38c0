import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

export type RunningSandbox = { url: string; port: number; close: () => Promise<void> };

// On globalThis, because every test file has modules of its own and the process goes on.
const shared = globalThis as { testSandboxHost?: ChildProcess; testSandboxesAsked?: number };

/**
 * A sandbox that keeps its objects in memory, in a process next to this one. What it complains about fails the test that
 * runs.
 */
export async function startSandbox(): Promise<RunningSandbox> {
  const url = await ask({});
  return { url, port: Number(new URL(url).port), close: async () => void (await ask({ close: url })) };
}

async function ask(wish: { close?: string }): Promise<string> {
  shared.testSandboxHost ??= startHost();
  const host = shared.testSandboxHost;
  shared.testSandboxesAsked = (shared.testSandboxesAsked ?? 0) + 1;
  const id = shared.testSandboxesAsked;
  const ended = new AbortController();
  try {
    return await new Promise((resolve, reject) => {
      const onMessage = (answered: { id: number; url: string }) =>
        answered.id === id && resolve(answered.url);
      const onExit = (code: number | null) => reject(new Error(`the host of sandboxes ended with ${code}`));
      host.on("message", onMessage).on("exit", onExit);
      ended.signal.addEventListener("abort", () => host.off("message", onMessage).off("exit", onExit));
      host.send({ ...wish, id });
    });
  } finally {
    ended.abort();
  }
}

function startHost(): ChildProcess {
  const child = spawn(process.execPath, ["sandbox/tests/support/host.ts"], {
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  if (child.stderr) createInterface(child.stderr).on("line", (line) => console.error(`sandbox: ${line}`));
  process.once("exit", () => child.kill("SIGKILL"));
  child.unref();
  return child;
}

/** A sandbox with its objects in a folder, as a process of its own. */
export async function startStoredSandbox(dataDir: string): Promise<RunningSandbox> {
  const child = spawn(process.execPath, ["sandbox/main.ts", "--port", "0", "--data", dataDir], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const endWithUs = () => child.kill("SIGKILL");
  process.once("exit", endWithUs);
  createInterface(child.stderr).on("line", (line) => console.error(`sandbox: ${line}`));
  const [said] = await Promise.race([
    once(createInterface(child.stdout), "line"),
    once(child, "exit").then(([code]) => {
      throw new Error(`the sandbox ended with ${code} before it listened`);
    }),
  ]);
  const [url = ""] = /http:\S+/.exec(String(said)) ?? [];
  return {
    url,
    port: Number(new URL(url).port),
    close: async () => {
      process.off("exit", endWithUs);
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
    },
  };
}
