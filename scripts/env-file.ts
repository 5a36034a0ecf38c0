import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";

/**
 * Sets variables in a .env file and keeps every other line, comments included. The file is replaced at once:
 * a crash leaves the former or the new one, never half of one. Only its owner can read it afterwards.
 */
export function writeEnvFile(file: string, values: Record<string, string>): void {
  // A link stays a link: what it leads to is replaced.
  const target = existsSync(file) ? realpathSync(file) : file;
  const before = existsSync(target) ? readFileSync(target, "utf8") : "";
  const temporary = `${target}.${process.pid}.tmp`;
  const descriptor = openSync(temporary, "wx", 0o600);
  try {
    writeSync(descriptor, withValues(before, values));
    fsyncSync(descriptor);
    closeSync(descriptor);
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** The text of a .env file with these variables set: in their line when they have one, else at the end. */
export function withValues(text: string, values: Record<string, string>): string {
  const open = new Map(Object.entries(values));
  const lines = text === "" ? [] : text.replace(/\r?\n$/, "").split(/\r?\n/);
  const kept = lines.flatMap((line) => {
    const name = /^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=/.exec(line)?.[1];
    if (name === undefined || !(name in values)) return [line];
    const value = open.get(name);
    open.delete(name);
    // A second line for the same variable would win over the first, whatever it holds.
    return value === undefined ? [] : [`${name}=${value}`];
  });
  const added = [...open].map(([name, value]) => `${name}=${value}`);
  return `${[...kept, ...added].join("\n")}\n`;
}
