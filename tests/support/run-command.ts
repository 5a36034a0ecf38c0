import { spawn } from "node:child_process";
import { once } from "node:events";
import { TSX } from "./tsx.ts";

export type CommandResult = { status: number | null; printed: string };

export type CommandOptions = {
  /** All of its variables, in addition to PATH and HOME: nothing of this process's own configuration. */
  env: Record<string, string>;
  /** Piped in. */
  input?: string;
  /** Called with all that was printed so far, and the process. */
  onOutput?: (printed: string, kill: () => void) => void;
};

/** Runs a command of scripts/ as npm does, as a process of its own, while this one goes on. */
export async function runScript(
  script: string,
  args: string[],
  { env, input = "", onOutput }: CommandOptions,
): Promise<CommandResult> {
  const { PATH = "", HOME = "" } = process.env;
  const child = spawn(process.execPath, [...TSX, `scripts/${script}.ts`, ...args], {
    env: { NODE_ENV: "test", PATH, HOME, ...env },
    detached: true,
  });
  const kill = () => void process.kill(-(child.pid ?? 0), "SIGKILL");
  let printed = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      printed += text;
      onOutput?.(printed, kill);
    });
  child.stdin.on("error", () => undefined).end(input);
  const [status] = await once(child, "close");
  return { status, printed };
}
