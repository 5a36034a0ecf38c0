import { execFileSync, spawnSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "playwright-core";

const NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
const OURS = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** How the tests start Chromium: root needs it without its sandbox; nothing is asked of the network. */
export function launchOptions() {
  const isRoot = process.getuid?.() === 0;
  return { executablePath: findChromium() ?? "", args: isRoot ? ["--no-sandbox", ...OURS] : OURS };
}

/** A browser of the system, else Playwright's own. */
export function findChromium(): string | null {
  const onPath = (process.env.PATH ?? "")
    .split(delimiter)
    .flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return (
    onPath.find(isExecutable) ?? (existsSync(chromium.executablePath()) ? chromium.executablePath() : null)
  );
}

/** Finds Chromium or installs it. @throws with what to do when neither works */
export function ensureChromium(): string {
  const found = findChromium();
  if (found) return found;
  console.log("Chromium is not installed: installing it …");
  for (const [command, ...args] of installers()) {
    const installed = spawnSync(command as string, args, { stdio: "pipe", timeout: 300_000 });
    if (installed.status === 0 && findChromium()) return findChromium() ?? "";
  }
  throw new Error(
    "Chromium is missing and could not be installed. Fix: sudo apt-get install chromium, or npx playwright install --with-deps chromium",
  );
}

function installers(): string[][] {
  const playwright = [process.execPath, "node_modules/playwright-core/cli.js", "install", "chromium"];
  if (process.getuid?.() !== 0 || !hasCommand("apt-get")) return [playwright];
  return [
    [
      "sh",
      "-c",
      "apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium",
    ],
    playwright,
  ];
}

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
