import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

export type RunningSandbox = { url: string; port: number; close: () => Promise<void> };

/**
 * The sandbox as a process of its own. What it complains about fails the test that runs.
 *
 * @param dataDir where its objects are; without it they end with it
 */
export async function startSandbox(dataDir?: string): Promise<RunningSandbox> {
  const keeps = dataDir === undefined ? ["--memory"] : ["--data", dataDir];
  const child = spawn(process.execPath, ["sandbox/main.ts", "--port", "0", ...keeps], {
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
