// Where this shop's own sandbox listens: the port may be another than asked for, and other shops have sandboxes too.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { DATA_DIR } from "./shop-environment.ts";

/** Where it listens unless that port is taken, or SANDBOX_PORT names another. */
export const SANDBOX_PORT = 12111;

const schema = z.object({ url: z.url(), installation: z.string() });
type Place = z.infer<typeof schema>;

const file = () => join(DATA_DIR, "sandbox-place.json");

/** What the last start wrote down; null before the first, or when it cannot be read. */
export function readSandboxPlace(): Place | null {
  if (!existsSync(file())) return null;
  try {
    return schema.parse(JSON.parse(readFileSync(file(), "utf8")));
  } catch {
    return null;
  }
}

/** Writes down where the sandbox listens, for the commands that run in other terminals. */
export async function keepSandboxPlace(url: string): Promise<void> {
  const installation = await readInstallation(url);
  if (installation !== null) writeFileSync(file(), `${JSON.stringify({ url, installation })}\n`);
}

/** What tells the sandbox at an address from others; null when none answers. */
export async function readInstallation(url: string): Promise<string | null> {
  try {
    const answer = await fetch(`${url}/_sandbox/health`, { signal: AbortSignal.timeout(3_000) });
    return answer.ok ? z.object({ installation: z.string() }).parse(await answer.json()).installation : null;
  } catch {
    return null;
  }
}
