import { randomBytes } from "node:crypto";
import { join, resolve } from "node:path";
import { freePort } from "../../../scripts/ports.ts";
import { makeTemporaryFolder } from "../../support/temporary-folder.ts";
import { closeFolder } from "./closing.ts";
import { copyAndBuildShop } from "./copy-shop.ts";
import type { BenchPostgres } from "./open-bench-postgres.ts";
import { openHelper, openServer } from "./process.ts";
import { startStep } from "./step.ts";

export type BenchShop = {
  origin: string;
  pid: number;
  /** The built copy. */
  folder: string;
  /** What a process needs to run the shop's server code as well. */
  env: Record<string, string>;
  stop: () => unknown;
};

/** A web process of the copy with the demo catalog and a sandbox, its worker off: only what is asked is measured. */
export async function openBenchShop(postgres: BenchPostgres): Promise<BenchShop> {
  const cwd = copyAndBuildShop();
  const end = startStep("Shop with the demo catalog");
  const folder = makeTemporaryFolder("bench-shop");
  closeFolder(folder);
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const sandbox = await openSandbox(folder);
  const base = {
    DATABASE_URL: await postgres.create("bench_shop"),
    APP_ORIGIN: origin,
    PORT: String(port),
    APP_SECRET: randomBytes(32).toString("hex"),
    NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: randomBytes(32).toString("base64"),
    MEDIA_DIR: join(folder, "media"),
    WORKER: "off",
  };
  const filler = openHelper("fill-shop", {
    ...base,
    STRIPE_RESTRICTED_KEY: "rk_test_LOCAL_EMULATOR_ONLY",
    STRIPE_PUBLISHABLE_KEY: "pk_test_sandbox",
  });
  const account = await filler.ask<Record<string, string>>({ sandbox, webhook: `${origin}/webhooks/stripe` });
  await filler.stop();
  const env = { ...base, ...account };
  const server = await openServer({
    args: [resolve("scripts/serve.ts")],
    cwd,
    env,
    health: `${origin}/health`,
    log: join(folder, "shop.log"),
  });
  end();
  return { origin, env, folder: cwd, ...server };
}

/** For the checkout page, which shows a session of Stripe's. */
async function openSandbox(folder: string): Promise<string> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  await openServer({
    args: ["--import=tsx", "sandbox/main.ts", "--memory", "--port", String(port), "--public-origin", url],
    env: {},
    health: `${url}/_sandbox/health`,
    log: join(folder, "sandbox.log"),
  });
  return url;
}
