import { globSync } from "node:fs";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { closeDb } from "@/server/platform/db";
import { closeQueue } from "@/server/platform/queue";
import { browser, formOf } from "../../support/browser.ts";
import { useDatabase, useEnvironment } from "../../support/database.ts";
import { signInAs } from "./admin-browser.ts";

type Sent = (...sent: unknown[]) => Promise<unknown>;

const OPEN = ["signIn", "signOut", "enterCode", "welcome"];
const FILES = globSync("app/**/actions.ts");

// By its path, so that actions that are added tomorrow are sent the same.
async function actionsOf(file: string): Promise<[string, Sent][]> {
  const exported: Record<string, unknown> = await import(/* @vite-ignore */ `../../../${file}`);
  return Object.entries(exported).filter((entry): entry is [string, Sent] => typeof entry[1] === "function");
}

/** The page where Next.js is told to send the browser, or what was answered. A fault of ours is thrown on. */
async function outcomeOf(call: Promise<unknown>): Promise<unknown> {
  try {
    return await call;
  } catch (error) {
    const { digest } = error as { digest?: string };
    if (digest?.startsWith("NEXT_REDIRECT;")) return `to ${digest.split(";")[2]}`;
    throw error;
  }
}

// What anyone can send to an action's address: as a plain form, with a former state, or without any form.
const FORGED: [string, () => unknown[]][] = [
  ["nothing", () => []],
  ["no form", () => ["text", 1, null]],
  ["an empty form", () => [new FormData()]],
  ["an empty form after a state", () => [{ kind: "done" }, new FormData()]],
  [
    "ids that are none",
    () => [formOf({ orderId: "' OR 1=1", variantId: "x", eventId: "", differenceId: "1" })],
  ],
  ["a file for a text", () => [formOf({ orderId: new File(["x"], "x"), variantId: new File([], "y") })]],
  ["names of the prototype", () => [formOf({ __proto__: "x", constructor: "y", toString: "z" })]],
  ["a megabyte", () => [formOf({ orderId: "9".repeat(1_000_000), what: "9".repeat(1_000_000) })]],
];

beforeAll(async () => {
  useEnvironment();
  await useDatabase();
});
afterAll(async () => {
  await closeQueue();
  await closeDb();
});
beforeEach(() => browser.forget());

describe.each(FILES)("%s", (file) => {
  const isAdmin = file.startsWith("app/admin/");

  it("refuses a form of another site, and says so", async () => {
    for (const [name, action] of await actionsOf(file)) {
      for (const site of [null, "cross-site", "same-site", "none"]) {
        browser.sent = new Headers(site === null ? {} : { "sec-fetch-site": site });
        const answer = await outcomeOf(action(null, new FormData()));
        expect([name, site, JSON.stringify(answer)]).toEqual([
          name,
          site,
          expect.stringContaining("This form was not sent from a page of this shop."),
        ]);
      }
    }
  });

  it.runIf(isAdmin)("leads to the sign-in page when nobody is signed in", async () => {
    browser.sent.set("sec-fetch-site", "same-origin");
    for (const [name, action] of await actionsOf(file)) {
      if (OPEN.includes(name)) continue;
      expect([name, await outcomeOf(action(null, new FormData()))]).toEqual([
        name,
        expect.stringMatching(/^to \/admin\/sign-in\?next=%2Fadmin/),
      ]);
    }
  });

  it.each(FORGED)("answers %s without a fault", async (_, sent) => {
    if (isAdmin) {
      browser.sent.set("sec-fetch-site", "same-origin");
      await signInAs("owner");
    }
    browser.sent.set("sec-fetch-site", "same-origin");
    for (const [name, action] of await actionsOf(file)) {
      // The doctor of the keys takes no input.
      if (name === "check") continue;
      await expect(outcomeOf(action(...sent())), name).resolves.not.toBeInstanceOf(Error);
    }
  });
});
