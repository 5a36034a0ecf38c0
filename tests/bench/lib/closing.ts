import { rmSync } from "node:fs";
import { stopChild } from "../../../scripts/children.ts";

type Close = () => unknown;

const open: Close[] = [];

/** What must be ended however the run ends. @returns ends it now, once */
export function onClose(close: Close): Close {
  open.push(close);
  return async () => {
    const index = open.indexOf(close);
    if (index < 0) return;
    open.splice(index, 1);
    await close();
  };
}

let ending: Promise<void> | undefined;

/** Ends everything, the newest first; asked twice, both wait for the same end. What cannot be ended stops nothing. */
export function closeAll(): Promise<void> {
  ending ??= (async () => {
    for (let close = open.pop(); close; close = open.pop()) {
      try {
        await close();
      } catch (error) {
        console.error(error);
      }
    }
  })();
  return ending;
}

export const closeChild = (child: Parameters<typeof stopChild>[0]) => onClose(() => stopChild(child));
export const closeFolder = (folder: string) =>
  onClose(() => rmSync(folder, { recursive: true, force: true }));

/** Ends everything on a signal, and on an error that nobody caught: what was started must not outlive the run. */
export function closeHoweverItEnds(): void {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.once(signal, () => {
      console.log("\nStopping …");
      void closeAll().then(() => process.exit(130));
    });
  }
  // A promise that was refused and not waited for comes here too.
  process.on("uncaughtException", (error) => {
    if (ending === undefined) console.error(error);
    void closeAll().then(() => process.exit(1));
  });
}
