import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { listAudit } from "@/server/accounts/audit/list-audit";
import { closeDb, pool } from "@/server/platform/db";
import { shopLocale, shopTimeZone } from "@/server/platform/env";
import { settings } from "@/server/platform/settings/settings";
import { getSettings } from "@/server/settings/get-settings";
import { restoreSettings, saveSettings } from "@/server/settings/save-settings";
import { zoneOf } from "../../../domain/shipping/one-zone.ts";
import { useDatabase, useEnvironment } from "../../support/database.ts";
import { signInAs } from "../accounts/admin-browser.ts";

let email: string;
const processes: ChildProcess[] = [];

beforeAll(async () => {
  useEnvironment({ SHOP_NAME: "Kettle & Son", SHOP_TIME_ZONE: "Europe/Dublin" });
  await useDatabase();
  email = await signInAs("owner");
});
afterAll(closeDb);
afterEach(() => {
  for (const child of processes.splice(0)) child.kill("SIGKILL");
});
beforeEach(async () => {
  const { version } = await getSettings("shop");
  await restoreSettings("shop", 0, version);
});

const seen = async () => (await getSettings("shop")).version;
const rename = async (name: string) => saveSettings("shop", { name }, await seen());

async function startProcess() {
  const child = spawn(process.execPath, ["--import=tsx", "tests/support/settings-process.ts"], {
    env: { ...process.env, TSX_TSCONFIG_PATH: "tsconfig.scripts.json" },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  processes.push(child);
  await once(child, "message");
  return {
    ask: async (): Promise<Record<string, unknown>> => {
      const answer = once(child, "message");
      child.send("what holds?");
      return (await answer)[0];
    },
  };
}

describe("what the merchant sets", () => {
  it("is as the environment says until it is saved, and from then on as it was saved", async () => {
    expect(settings("shop")).toMatchObject({ name: "Kettle & Son", timeZone: "Europe/Dublin" });
    await rename("Bramble Lane");
    expect(settings("shop")).toMatchObject({ name: "Bramble Lane", timeZone: "Europe/Dublin" });
    expect((await getSettings("shop")).saved).toEqual(["name"]);
  });

  it("holds in every other process as soon as the save returns", async () => {
    const others = [await startProcess(), await startProcess()];
    const ask = () => Promise.all(others.map(({ ask: one }) => one()));
    for (const name of ["One", "Two", "Three", "Four", "Five"]) {
      await saveSettings("shop", { name, timeZone: "Asia/Tokyo" }, await seen());
      expect(await ask()).toMatchObject([
        { name, zone: "Asia/Tokyo" },
        { name, zone: "Asia/Tokyo" },
      ]);
    }
    const zone = zoneOf([{ id: "post", name: "Post", amountMinor: 999n, days: [1, 2] }], ["IE"]);
    await saveSettings("shipping", { zones: [zone] }, 0);
    const saved = { zones: [{ rates: [{ steps: [{ amountMinor: "999" }] }] }] };
    expect(await ask()).toMatchObject([saved, saved]);
  });

  it("decides at once how dates and numbers are written", async () => {
    await saveSettings("shop", { locale: "de-DE", timeZone: "America/New_York" }, await seen());
    expect([shopLocale(), shopTimeZone()]).toEqual(["de-DE", "America/New_York"]);
  });

  it("cannot be overwritten by an admin who was shown what was there before", async () => {
    const shown = await seen();
    expect(await saveSettings("shop", { name: "First" }, shown)).toEqual({ kind: "saved" });
    expect(await saveSettings("shop", { name: "Other" }, shown)).toMatchObject({
      kind: "outdated",
      by: email,
    });
    expect(settings("shop").name).toBe("First");
  });

  it("is saved once of two who save at the same time, and no state is lost", async () => {
    const shown = await seen();
    const answers = await Promise.all(["A", "B", "C"].map((name) => saveSettings("shop", { name }, shown)));
    expect(answers.map(({ kind }) => kind).toSorted()).toEqual(["outdated", "outdated", "saved"]);
    expect(await seen()).toBe(shown + 1);
  });

  it("keeps each state with who and when, and restores one as one more change", async () => {
    await rename("Second name");
    const second = await seen();
    await rename("Third name");
    await restoreSettings("shop", second, second + 1);
    expect(settings("shop").name).toBe("Second name");
    const { history, version } = await getSettings("shop");
    expect(version).toBe(second + 2);
    expect(history.slice(0, 2)).toMatchObject([
      { version: second + 2, restoredFrom: second, changedBy: email, fields: ["name"] },
      { version: second + 1, restoredFrom: null, changedBy: email, fields: ["name"] },
    ]);
    await restoreSettings("shop", 0, version);
    expect(settings("shop").name).toBe("Kettle & Son");
  });

  it("is in the audit with what it was before and after", async () => {
    await rename("Before");
    await rename("After");
    const { rows } = await listAudit({ action: "settings_changed", object: "settings:shop" });
    expect(rows[0]).toMatchObject({ actor: email, before: { name: "Before" }, after: { name: "After" } });
  });

  it("is not changed by a value that no form sends, nor by what is the same", async () => {
    await rename("Same");
    const shown = await seen();
    expect(await saveSettings("shop", { name: "Same" }, shown)).toEqual({ kind: "unchanged" });
    await expect(saveSettings("shop", { timeZone: "Nowhere/Town" }, shown)).rejects.toThrow();
    expect(await seen()).toBe(shown);
  });

  it("falls back to the environment where what is stored is of another version of the shop", async () => {
    vi.spyOn(console, "error").mockImplementation(() => undefined);
    await rename("Stored");
    await pool().query(
      "UPDATE settings SET version = version + 1, value = '{\"name\": 7}' WHERE subject = 'shop'",
    );
    const { loadSettings } = await import("@/server/settings/load-settings");
    await loadSettings();
    expect(settings("shop").name).toBe("Kettle & Son");
  });
});
