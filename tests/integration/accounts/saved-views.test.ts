import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { deleteView, listSavedViews, renameView, saveView } from "@/server/accounts/own/saved-views";
import { chooseOrderColumns, getOrderColumns } from "@/server/orders/admin/own/order-columns";
import { closeDb, pool } from "@/server/platform/db";
import { readProductValues } from "../../../domain/catalog/list/product-filter.ts";
import { USUAL_COLUMNS } from "../../../domain/orders/list/columns.ts";
import { readListValues } from "../../../domain/orders/list/order-filter.ts";
import { MAX_SAVED_VIEWS } from "../../../domain/saved-views.ts";
import { useDatabase, useEnvironment } from "../../support/database.ts";
import { until } from "../../support/scenario.ts";
import { openBrowser, signInAs } from "./admin-browser.ts";

const IRISH = readListValues({ country: "IE", state: "paid", q: "hidden words" });
const names = async () => (await listSavedViews("orders")).map(({ name }) => name);

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
    expect(await saveView("orders", "  Irish   orders ", IRISH)).toBe("saved");
    const { q: _, ...filter } = IRISH;
    expect(await listSavedViews("orders")).toEqual([
      { id: expect.any(String), name: "Irish orders", filter },
    ]);
    const { rows } = await pool().query("SELECT filter::text FROM saved_views");
    expect(rows[0].filter).not.toContain("hidden");
  });

  it("nobody else sees, renames or deletes it", async () => {
    await saveView("orders", "Mine", IRISH);
    const [view] = await listSavedViews("orders");
    const mine = openBrowser();
    await signInAs("owner");
    expect(await listSavedViews("orders")).toEqual([]);
    expect(await renameView("orders", view?.id ?? "", "Theirs")).toBe("gone");
    await deleteView("orders", view?.id ?? "");
    openBrowser(mine);
    expect(await names()).toEqual(["Mine"]);
  });

  it("each list has views of its own, of the same names", async () => {
    const drafts = readProductValues({ show: "draft", q: "mug" });
    expect(await saveView("orders", "Monday", IRISH)).toBe("saved");
    expect(await saveView("products", "Monday", { ...drafts, unknown: "x" })).toBe("saved");
    expect(await listSavedViews("products")).toEqual([
      { id: expect.any(String), name: "Monday", filter: drafts },
    ]);
    const [view] = await listSavedViews("products");
    await deleteView("orders", view?.id ?? "");
    expect(await renameView("orders", view?.id ?? "", "Tuesday")).toBe("gone");
    expect(await listSavedViews("products")).toHaveLength(1);
    expect(await names()).toEqual(["Monday"]);
  });

  it("a name is there once, also after renaming, and is no empty or long one", async () => {
    await saveView("orders", "One", IRISH);
    await saveView("orders", "Two", IRISH);
    expect(await saveView("orders", "One", IRISH)).toBe("name_taken");
    const [one] = await listSavedViews("orders");
    expect(await renameView("orders", one?.id ?? "", "Two")).toBe("name_taken");
    expect(await renameView("orders", one?.id ?? "", "One")).toBe("saved");
    expect(await renameView("orders", one?.id ?? "", "Three")).toBe("saved");
    expect(await saveView("orders", "   ", IRISH)).toBe("no_name");
    expect(await saveView("orders", "x".repeat(41), IRISH)).toBe("no_name");
    expect(await names()).toEqual(["Three", "Two"]);
    await deleteView("orders", one?.id ?? "");
    await deleteView("orders", one?.id ?? "");
    expect(await renameView("orders", one?.id ?? "", "Four")).toBe("gone");
    expect(await names()).toEqual(["Two"]);
  });

  it("there are at most twenty, also where two windows save at once", async () => {
    for (let made = 1; made < MAX_SAVED_VIEWS; made += 1) await saveView("orders", `View ${made}`, IRISH);
    const others = [..."abcdefgh"];
    // Reading is free and writing is not, until each of them waits: all have counted, or wait to count.
    const client = await pool().connect();
    await client.query("BEGIN; LOCK TABLE saved_views IN SHARE MODE");
    const saving = Promise.all(others.map((name) => saveView("orders", name, IRISH)));
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
