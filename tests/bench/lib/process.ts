import { type ChildProcess, fork, spawn } from "node:child_process";
import { openSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { waitUntilUp } from "../../../scripts/children.ts";
import { closeChild } from "./closing.ts";

type Environment = Record<string, string>;

/** A process of ours that answers questions, so that its work is not measured in anyone else's. */
export type Helper = {
  ask: <T>(question: object) => Promise<T>;
  stop: () => unknown;
};

/** Settings of the shop that this terminal may have: the bench sets its own. */
const SHOPS_OWN =
  /^(STRIPE|SHOP|APP|MAIL|SMTP|SHIPPING|HOLD|CHECKOUT|CRASH|MEDIA|DATA|DATABASE|LOG|PORT|WORKER|SANDBOX|NEXT|NODE_ENV|NODE_OPTIONS)(_|$)/;

function environment(extra: Environment) {
  const kept = Object.entries(process.env).filter(([name]) => !SHOPS_OWN.test(name));
  const settings = { LOG_LEVEL: "warn", NEXT_TELEMETRY_DISABLED: "1", ...extra };
  return { ...Object.fromEntries(kept), ...settings, NODE_ENV: "production" as const };
}

/** Starts a file of processes/, which ends with `answerQuestions`. */
export function openHelper(name: string, extra: Environment = {}): Helper {
  const child = fork(fileURLToPath(new URL(`../processes/${name}.ts`, import.meta.url)), {
    execArgv: ["--import", "tsx"],
    env: environment({ TSX_TSCONFIG_PATH: resolve("tsconfig.scripts.json"), ...extra }),
    serialization: "advanced",
  });
  const stop = closeChild(child);
  return { stop, ask: (question) => ask(child, name, question) };
}

function ask<T>(child: ChildProcess, name: string, question: object): Promise<T> {
  return new Promise((done, fail) => {
    const onExit = () => fail(new Error(`${name} ended`));
    child.once("exit", onExit);
    child.once("message", (message: { answer?: T; fault?: string }) => {
      child.off("exit", onExit);
      if (message.fault === undefined) done(message.answer as T);
      else fail(new Error(`${name}: ${message.fault}`));
    });
    child.send(question);
  });
}

type Server = { args: string[]; cwd?: string; env: Environment; health: string; log: string };

/** Starts a server that writes into a file, and waits until it answers. @throws with the end of that file */
export async function openServer({ args, cwd = ".", env, health, log }: Server) {
  const file = openSync(log, "w");
  const follow = `--import=${pathToFileURL("scripts/follow-parent.mjs")}`;
  const child = spawn(process.execPath, [follow, ...args], {
    cwd,
    env: environment(env),
    stdio: ["ignore", file, file, "ipc"],
  });
  const stop = closeChild(child);
  if (await waitUntilUp(health, child)) return { stop, pid: child.pid ?? 0 };
  throw new Error(`${args.join(" ")} did not start:\n${readFileSync(log, "utf8").slice(-2_000)}`);
}
