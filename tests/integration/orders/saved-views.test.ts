import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { chooseOrderColumns, getOrderColumns } from "@/server/orders/admin/own/order-columns";
import { deleteView, listSavedViews, renameView, saveView } from "@/server/orders/admin/own/saved-views";
import { closeDb, pool } from "@/server/platform/db";
import { USUAL_COLUMNS } from "../../../domain/orders/list/columns.ts";
import { readListValues } from "../../../domain/orders/list/order-filter.ts";
import { MAX_SAVED_VIEWS } from "../../../domain/orders/list/views.ts";
import { useDatabase, useEnvironment } from "../../support/database.ts";
import { until } from "../../support/scenario.ts";
import { openBrowser, signInAs } from "../accounts/admin-browser.ts";

const IRISH = readListValues({ country: "IE", state: "paid", q: "hidden words" });
const names = async () => (await listSavedViews()).map(({ name }) => name);

beforeAll(async () => {
  useEnvironment();
  await useDatabase();
});
beforeEach(async () => {
  await pool().query("DELETE FROM saved_views");
  await signInAs("viewer");
});
afterAll(closeDb);

describe("a person keeps views of the list of their own", () => {
  it("a view keeps the filter, and no search", async () => {
    expect(await saveView("  Irish   orders ", IRISH)).toBe("saved");
    const { q: _, ...filter } = IRISH;
    expect(await listSavedViews()).toEqual([{ id: expect.any(String), name: "Irish orders", filter }]);
    const { rows } = await pool().query("SELECT filter::text FROM saved_views");
    expect(rows[0].filter).not.toContain("hidden");
  });

  it("nobody else sees, renames or deletes it", async () => {
    await saveView("Mine", IRISH);
    const [view] = await listSavedViews();
    const mine = openBrowser();
    await signInAs("owner");
    expect(await listSavedViews()).toEqual([]);
    expect(await renameView(view?.id ?? "", "Theirs")).toBe("gone");
    await deleteView(view?.id ?? "");
    openBrowser(mine);
    expect(await names()).toEqual(["Mine"]);
  });

  it("a name is there once, also after renaming, and is no empty or long one", async () => {
    await saveView("One", IRISH);
    await saveView("Two", IRISH);
    expect(await saveView("One", IRISH)).toBe("name_taken");
    const [one] = await listSavedViews();
    expect(await renameView(one?.id ?? "", "Two")).toBe("name_taken");
    expect(await renameView(one?.id ?? "", "One")).toBe("saved");
    expect(await renameView(one?.id ?? "", "Three")).toBe("saved");
    expect(await saveView("   ", IRISH)).toBe("no_name");
    expect(await saveView("x".repeat(41), IRISH)).toBe("no_name");
    expect(await names()).toEqual(["Three", "Two"]);
    await deleteView(one?.id ?? "");
    await deleteView(one?.id ?? "");
    expect(await renameView(one?.id ?? "", "Four")).toBe("gone");
    expect(await names()).toEqual(["Two"]);
  });

  it("there are at most twenty, also where two windows save at once", async () => {
    for (let made = 1; made < MAX_SAVED_VIEWS; made += 1) await saveView(`View ${made}`, IRISH);
    const others = [..."abcdefgh"];
    // Reading is free and writing is not, until each of them waits: all have counted, or wait to count.
    const client = await pool().connect();
    await client.query("BEGIN; LOCK TABLE saved_views IN SHARE MODE");
    const saving = Promise.all(others.map((name) => saveView(name, IRISH)));
    await until(async () => {
      const { rows } = await pool().query(
        "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()",
      );
      return rows.length === others.length;
    });
    await client.query("COMMIT");
    client.release();
    const answers = await saving;
    expect(answers.toSorted()).toEqual(["saved", ...Array.from({ length: 7 }, () => "too_many")]);
    expect(await names()).toHaveLength(MAX_SAVED_VIEWS);
  });
});

describe("a person chooses the columns of the list", () => {
  it("they are theirs, in the list's order, and what is no column is none", async () => {
    expect(await getOrderColumns()).toEqual(USUAL_COLUMNS);
    await chooseOrderColumns(["total", "country", "nonsense"]);
    expect(await getOrderColumns()).toEqual(["country", "total"]);
    await signInAs("owner");
    expect(await getOrderColumns()).toEqual(USUAL_COLUMNS);
    await chooseOrderColumns(["nonsense"]);
    expect(await getOrderColumns()).toEqual(USUAL_COLUMNS);
  });
});
