import { execFileSync, spawnSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "playwright-core";

const NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
// The same engine without the windows around it, which are drawn even when nobody sees them: pages, scripts and layout
// are those of Chromium, and a test takes less than half of the processor's time.
const SHELL = "chromium-headless-shell";
// Debian's Chromium, next to which the shell is a package of its own.
const DEBIAN = "/usr/bin/chromium";
const OURS = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * How the tests start Chromium: root needs it without its sandbox; nothing is asked of the network.
 * @param isWhole with all that is around the engine: a profile with the settings of who reads
 */
export function launchOptions({ isWhole = false } = {}) {
  const isRoot = process.getuid?.() === 0;
  const shell = isWhole ? null : findOnPath([SHELL]);
  return {
    executablePath: shell ?? findChromium() ?? "",
    args: isRoot ? ["--no-sandbox", ...OURS] : OURS,
  };
}

/** A browser of the system, else Playwright's own. */
export function findChromium(): string | null {
  return findOnPath(NAMES) ?? (existsSync(chromium.executablePath()) ? chromium.executablePath() : null);
}

function findOnPath(names: string[]): string | null {
  const onPath = (process.env.PATH ?? "")
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)));
  return onPath.find(isExecutable) ?? null;
}

/** Finds Chromium, and its shell where Debian has it, or installs them. @throws with what to do when there is no Chromium */
export function ensureChromium(): void {
  if (!findChromium()) install("Chromium", installers());
  if (!findChromium())
    throw new Error(
      "Chromium is missing and could not be installed. Fix: sudo apt-get install chromium, or npx playwright install --with-deps chromium",
    );
  if (findChromium() !== DEBIAN || findOnPath([SHELL]) || !hasApt()) return;
  install(SHELL, [aptGet(SHELL)]);
  if (!findOnPath([SHELL])) console.log(`${SHELL} could not be installed: Chromium itself takes longer.`);
}

/** One after the other, until one succeeds. */
function install(what: string, commands: string[][]): void {
  console.log(`${what} is not installed: installing it …`);
  for (const [command, ...args] of commands)
    if (spawnSync(command as string, args, { stdio: "pipe", timeout: 300_000 }).status === 0) return;
}

function installers(): string[][] {
  const playwright = [process.execPath, "node_modules/playwright-core/cli.js", "install", "chromium"];
  return hasApt() ? [aptGet("chromium"), playwright] : [playwright];
}

const aptGet = (name: string) => [
  "sh",
  "-c",
  `apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends ${name}`,
];
const hasApt = () => process.getuid?.() === 0 && hasCommand("apt-get");

function hasCommand(name: string): boolean {
  try {
    execFileSync("sh", ["-c", `command -v ${name}`], { stdio: "pipe" });
    return true;
  } catch {
    return false;
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
