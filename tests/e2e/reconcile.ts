import { spawnSync } from "node:child_process";
import { TSX } from "../support/tsx.ts";
import { given } from "./shop.ts";

/** The command next to the running shop, as an operator runs it. */
export function reconcile(...args: string[]): { code: number | null; text: string } {
  const command = [...TSX];
  const { status, stdout } = spawnSync(process.execPath, [...command, "scripts/reconcile.ts", ...args], {
    encoding: "utf8",
    env: {
      ...process.env,
      DATA_DIR: given.dataDir,
      PORT: new URL(given.origin).port,
      SANDBOX_PORT: new URL(given.sandbox).port,
    },
  });
  return { code: status, text: stdout };
}
