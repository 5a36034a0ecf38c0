import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { bundleOf } from "./bundle.ts";

export type ShopProcess = { port: number; child: ChildProcess };

type Options = {
  /** In addition to this process's own variables. */
  env?: Record<string, string>;
  /** It also drains the inbox and does the jobs, as `npm start` does. */
  hasWorker?: boolean;
};

/** Starts tests/support/shop-process.ts and waits until it listens. */
export async function startShopProcess({ env = {}, hasWorker = false }: Options = {}): Promise<ShopProcess> {
  const script = await bundleOf("tests/support/shop-process.ts");
  const child = spawn(process.execPath, [script, ...(hasWorker ? ["worker"] : [])], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const [{ port }] = (await once(child, "message")) as [Pick<AddressInfo, "port">];
  return { port, child };
}

export async function stopShopProcess({ child }: ShopProcess): Promise<void> {
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  await ended;
}
