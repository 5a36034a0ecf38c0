import { describe, expect, it, vi } from "vitest";
import type { Confirmation } from "../../../server/page-cache/change-catalog.ts";
import { announce, CHANGED_MUG, listen, query, useCatalog } from "../../support/page-cache-fixture.ts";

useCatalog();

describe("a listener", () => {
  const LISTENERS =
    "FROM pg_stat_activity WHERE application_name = 'latchkey web' AND datname = current_database()";

  it("that lost its connection forgets everything before it confirms a change", async () => {
    let isForgetting = false;
    const gate = Promise.withResolvers<void>();
    const heard = await listen(async ([path]) => {
      isForgetting = path === "*";
      if (isForgetting) await gate.promise;
      isForgetting = false;
    });
    await query(`SELECT pg_terminate_backend(pid) ${LISTENERS}`);
    await vi.waitFor(() => expect(isForgetting).toBe(true), { timeout: 120_000, interval: 10 });
    const asked: Confirmation[] = [];
    const onWait = (pages: Confirmation) => {
      if (asked.push(pages) === 3) gate.resolve();
    };
    expect(await announce(["clay-mug"], { onWait })).toEqual({ confirmed: 1, unconfirmed: 0 });
    expect(asked.slice(0, 3)).toEqual(Array(3).fill({ confirmed: 0, unconfirmed: 1 }));
    expect(heard).toEqual([["*"], CHANGED_MUG]);
    expect((await query(`SELECT 1 ${LISTENERS}`)).rows).toHaveLength(1);
  });

  it("that could not forget confirms nothing and starts over", async () => {
    let isBroken = true;
    const heard = await listen(async () => {
      if (isBroken) throw new Error("the page route is not there");
    });
    const options = { maxWaitMs: 500 };
    expect(await announce(["clay-mug"], options)).toEqual({ confirmed: 0, unconfirmed: 1 });
    isBroken = false;
    expect(await announce(["oak-lamp"])).toEqual({ confirmed: 1, unconfirmed: 0 });
    expect(heard[0]).toEqual(CHANGED_MUG);
    expect(heard.slice(1).flat()).toEqual(expect.arrayContaining([...CHANGED_MUG, "/products/oak-lamp"]));
  });

  it("whose connection breaks while a change waits is waited for", async () => {
    let isBroken = true;
    const heard = await listen(async () => {
      if (isBroken) throw new Error("the page route is not there");
    });
    const onWait = async () => {
      if (!isBroken) return;
      isBroken = false;
      await query(`SELECT pg_terminate_backend(pid) ${LISTENERS}`);
    };
    const pages = await announce(["clay-mug"], { onWait: () => void onWait() });
    expect(pages).toEqual({ confirmed: 1, unconfirmed: 0 });
    expect(heard.at(-1)).toEqual(["*"]);
  });

  it("ignores a message that it cannot read", async () => {
    const heard = await listen();
    await query("SELECT pg_notify('latchkey_catalog', 'nonsense'), pg_notify('latchkey_catalog', '')");
    await announce(["clay-mug"]);
    expect(heard).toEqual([CHANGED_MUG]);
  });
});
