// Sandboxes for the tests of one process of another package, each with a state of its own: one start of Node.js for all
// of them. Told by messages of its parent, and ends with it.
import { type RunningSandbox, startSandbox } from "../../server.ts";

/** Without a URL: start one. With it: end that one. */
type Asked = { id: number; close?: string };

const running = new Map<string, RunningSandbox>();

process.on("message", async ({ id, close }: Asked) => {
  const url = close ?? (await open());
  if (close !== undefined) await end(close);
  process.send?.({ id, url });
});
process.on("disconnect", () => process.exit());

async function open(): Promise<string> {
  const sandbox = await startSandbox({ port: 0, memory: true });
  running.set(sandbox.url, sandbox);
  return sandbox.url;
}

async function end(url: string): Promise<void> {
  await running.get(url)?.close();
  running.delete(url);
}
