import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { freePort } from "../../../scripts/ports.ts";
import { startSandbox } from "../../support/start-sandbox.ts";
import { makeTemporaryFolder } from "../../support/temporary-folder.ts";
import { TSX } from "../../support/tsx.ts";

const home = makeTemporaryFolder("set-up");
afterAll(() => rmSync(home, { recursive: true, force: true }));

let projects = 0;

/** A copy of the project in which .env.local says this; its other files are this project's own. */
function makeProject(settings: string[]): string {
  projects += 1;
  const folder = join(home, `project-${projects}`);
  mkdirSync(folder);
  for (const name of readdirSync("."))
    if (!/^\.(env|data|git|next)/.test(name)) symlinkSync(resolve(name), join(folder, name));
  writeFileSync(join(folder, ".env.local"), `${settings.join("\n")}\n`);
  return folder;
}

/** Runs a command as npm does there, with nothing of this process's own configuration. */
function run(folder: string, script: string, ...args: string[]) {
  const { PATH, HOME } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [...TSX, `scripts/${script}.ts`, ...args], {
    cwd: folder,
    env: { NODE_ENV: "test", PATH, HOME },
    encoding: "utf8",
    timeout: 300_000,
  });
  return { status, printed: stdout + stderr };
}

describe("R-S2 .env.local", () => {
  it("R-S2 R-S12 names the data folder for every command, and the database that a command started ends with it", () => {
    const folder = makeProject(["DATA_DIR=elsewhere"]);
    expect(run(folder, "migrate")).toMatchObject({ status: 0, printed: expect.stringContaining("applied") });
    expect(readdirSync(folder)).not.toContain(".data");
    expect(existsSync(join(folder, "elsewhere/postgres/PG_VERSION"))).toBe(true);
    expect(existsSync(join(folder, "elsewhere/postgres/postmaster.pid"))).toBe(false);
  });

  it("R-S2 names the port for npm start, and a wrong one is said before anything is made", () => {
    const folder = makeProject(["PORT=abc", "DATA_DIR=elsewhere"]);
    const { status, printed } = run(folder, "start");
    expect(status).toBe(1);
    expect(printed).toContain("PORT must be a whole number from 1 to 65535");
    expect(readdirSync(folder)).not.toContain("elsewhere");
  });

  it("R-S12 a command that fails stops the database that it started", () => {
    const folder = makeProject([]);
    const { status } = run(folder, "admin", "--email", "ada@shop.test", "--reset-password");
    expect(status).toBe(1);
    expect(existsSync(join(folder, ".data/postgres/PG_VERSION"))).toBe(true);
    expect(existsSync(join(folder, ".data/postgres/postmaster.pid"))).toBe(false);
  });
});

describe("R-S7 R-S8 a value that cannot be read", () => {
  it.each([
    [`DATABASE_URL='"postgresql://shop:hunter2@127.0.0.1:5432/shop"'`, /DATABASE_URL must be a URL/],
    ['DATABASE_URL="postgresql://shop:hunter2#more@127.0.0.1:5432/shop"', /DATABASE_URL .*# as %23/],
    ['DATABASE_URL="postgresql://shop:hunter2/more@127.0.0.1/shop"', /DATABASE_URL .*\/ as %2F/],
    ['DATABASE_URL="mysql://shop:hunter2@127.0.0.1/shop"', /DATABASE_URL .*begins with postgresql:\/\//],
    ['DATABASE_URL="postgresql://shop:hunter2@127.0.0.1"', /DATABASE_URL names no database/],
    ['DATABASE_URL="postgresql://shop:hunter2@127.0.0.1/shop?schema=mine"', /DATABASE_URL asks for a schema/],
  ])(
    "R-S7 R-S8 R-S11 %s stops a command with the variable and the fix, and no value is printed",
    (setting, fault) => {
      const folder = makeProject([setting]);
      const { status, printed } = run(folder, "migrate");
      expect(status).toBe(1);
      expect(printed).toMatch(fault);
      expect(printed).toMatch(/Fix: /);
      expect(printed).not.toMatch(/hunter2| at .*\.ts:\d/);
      expect(readdirSync(folder)).not.toContain(".data");
    },
  );

  it("R-S8 all wrong values are named at once, each with its fix", () => {
    const folder = makeProject([
      "SHOP_LOCALE=de_DE",
      "APP_ORIGIN=https://shop.example/shop",
      'SMTP_URL="smtp://shop:hunter2#more@mail.example"',
      "PROXY_HOPS=one",
    ]);
    const { status, printed } = run(folder, "start");
    expect(status).toBe(1);
    expect(printed).toMatch(/SHOP_LOCALE is not a locale.*de-DE/);
    expect(printed).toMatch(/APP_ORIGIN has a path/);
    expect(printed).toMatch(/SMTP_URL .*# as %23/);
    expect(printed).toMatch(/PROXY_HOPS must be a whole number from 0 to 10/);
    expect(printed).not.toContain("hunter2");
  });
});

it("R-S6 a pid file that a killed database left behind does not stop the next start, whatever has its number now", async () => {
  const folder = makeProject([]);
  run(folder, "migrate");
  const other = spawn("sleep", ["600"]);
  const port = await freePort();
  writeFileSync(
    join(folder, ".data/postgres/postmaster.pid"),
    [
      other.pid,
      join(folder, ".data/postgres"),
      1_700_000_000,
      port,
      "",
      "127.0.0.1",
      "  1 2",
      "ready   ",
    ].join("\n"),
  );
  try {
    expect(run(folder, "migrate")).toMatchObject({
      status: 0,
      printed: expect.stringContaining("up to date"),
    });
    expect(other.exitCode).toBeNull();
  } finally {
    other.kill();
  }
});

it("R-P7 another APP_SECRET on the same database stops the start and the commands, until it is taken on purpose", () => {
  const folder = makeProject([]);
  run(folder, "migrate", "--new-secret");
  const file = join(folder, ".env.local");
  writeFileSync(file, `APP_SECRET=${"another-secret-".repeat(3)}\n`);
  const refused = run(folder, "reconcile");
  expect(refused).toMatchObject({ status: 2, printed: expect.stringContaining("another APP_SECRET") });
  expect(refused.printed).not.toContain("another-secret");
  expect(run(folder, "start").printed).toContain("belongs to another APP_SECRET");
  expect(run(folder, "migrate")).toMatchObject({ status: 0 });
  expect(run(folder, "migrate", "--new-secret")).toMatchObject({ status: 0 });
  expect(run(folder, "reconcile").printed).toContain("no sandbox answers");
  writeFileSync(file, "");
  expect(run(folder, "reconcile").printed).toContain("belongs to another APP_SECRET");
});

it("R-S10 a command asks this shop's own sandbox, wherever it listens, and no other shop's", async () => {
  const [own, others] = [await startSandbox(), await startSandbox()];
  try {
    const folder = makeProject([`SANDBOX_PORT=${others.port}`]);
    const keep = (installation: string) => {
      mkdirSync(join(folder, ".data"), { recursive: true });
      writeFileSync(join(folder, ".data/sandbox-place.json"), JSON.stringify({ url: own.url, installation }));
    };
    const { installation } = await (await fetch(`${own.url}/_sandbox/health`)).json();
    keep(installation);
    expect(run(folder, "keys").printed).toContain("exact");
    const asked = async (url: string) => (await (await fetch(`${url}/_sandbox/requests`)).json()).data.length;
    expect(await asked(own.url)).toBeGreaterThan(0);
    expect(await asked(others.url)).toBe(0);
    keep("of another shop");
    expect(run(folder, "keys")).toMatchObject({
      status: 2,
      printed: expect.stringContaining("belongs to another shop"),
    });
  } finally {
    await own.close();
    await others.close();
  }
});
