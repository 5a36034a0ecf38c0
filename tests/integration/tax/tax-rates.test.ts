import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { rateOn } from "@/domain/tax/rates";
import { listAudit } from "@/server/accounts/audit/list-audit";
import { closeDb, db, pool, sqlState } from "@/server/platform/db";
import { settings } from "@/server/platform/settings/settings";
import { getSettings } from "@/server/settings/get-settings";
import { getThreshold, listTaxRates, tryTax } from "@/server/tax/get-tax";
import { readRates } from "@/server/tax/rates";
import { confirmRates, setRate } from "@/server/tax/save-rates";
import { saveTaxSettings } from "@/server/tax/save-tax";
import { useDatabase, useEnvironment } from "../../support/database.ts";
import { signInAs } from "../accounts/admin-browser.ts";

let email: string;
beforeAll(async () => {
  useEnvironment({ SHOP_COUNTRIES: "IE,DE,CH", SHOP_TIME_ZONE: "Europe/Dublin" });
  await useDatabase();
  email = await signInAs("owner");
});
afterAll(closeDb);
beforeEach(() => db().taxRate.deleteMany());

const seen = async () => (await getSettings("tax")).version;
const save = async (typed: Record<string, string>) => saveTaxSettings(typed, await seen());
const IE = { country: "IE", region: "", taxClass: "standard" } as const;

describe("the table of rates", () => {
  it("is filled by confirming countries, and what is in it stays as it is", async () => {
    await setRate({ ...IE, rateBp: 2200, since: "2020-01-01" });
    expect(await confirmRates(["IE", "PT"])).toBe(3 + 3 * 3);
    expect(await confirmRates(["IE", "PT"])).toBe(0);
    const rates = await readRates();
    const on = (country: string, region: string) =>
      rateOn(rates, { country, region }, "standard", "2026-11-30")?.rateBp;
    expect([on("IE", ""), on("PT", ""), on("PT", "madeira")]).toEqual([2200, 2300, 2200]);
    expect((await listTaxRates())[0]).toMatchObject({ country: "IE", changedBy: email });
  });

  it("changes a rate from a day on, keeps what held before, and says who changed it", async () => {
    await confirmRates(["IE"]);
    expect(await setRate({ ...IE, rateBp: 2400, since: "2027-01-01" })).toBe("saved");
    expect(await setRate({ ...IE, rateBp: 2400, since: "2027-01-01" })).toBe("unchanged");
    const rates = await readRates(["IE"]);
    const on = (day: string) => rateOn(rates, IE, "standard", day)?.rateBp;
    expect([on("2026-12-31"), on("2027-01-01")]).toEqual([2300, 2400]);
    const { rows } = await listAudit({});
    expect(rows.find(({ action }) => action === "tax_rate_changed")).toMatchObject({
      before: { rateBp: 2300, since: "2021-07-01" },
      after: { rateBp: 2400, since: "2027-01-01" },
    });
  });

  it("gives up what was planned for later when an earlier change is made, and can end a class", async () => {
    await confirmRates(["IE"]);
    await setRate({ ...IE, rateBp: 2400, since: "2027-01-01" });
    await setRate({ ...IE, rateBp: 2500, since: "2026-12-01" });
    await setRate({ ...IE, taxClass: "reduced", rateBp: null, since: "2026-12-01" });
    const rates = await readRates(["IE"]);
    expect(rateOn(rates, IE, "standard", "2027-01-01")?.rateBp).toBe(2500);
    expect(rateOn(rates, IE, "reduced", "2026-11-30")?.rateBp).toBe(1350);
    expect(rateOn(rates, IE, "reduced", "2026-12-01")?.rateBp).toBe(2500);
  });

  it("has one rate of a class on a day, also for a command that writes to it", async () => {
    await confirmRates(["IE"]);
    const added = db().taxRate.create({
      data: { ...IE, rateBp: 100, since: new Date("2026-01-01"), changedBy: "a command" },
    });
    expect(await added.then(() => "added", sqlState)).toBe("23P01");
    await Promise.all(
      [2100, 2200, 2400, 2500].map((rateBp) => setRate({ ...IE, rateBp, since: "2026-12-01" })),
    );
    expect((await readRates(["IE"])).filter(({ taxClass }) => taxClass === "standard")).toHaveLength(2);
  });
});

describe("the settings of tax", () => {
  it("are off and reckon nothing until the merchant switches them on", async () => {
    expect(settings("tax")).toMatchObject({ isOn: false, isInclusive: true });
  });

  it("are not switched on without a home, its rate, or the rates of the destinations", async () => {
    expect(await save({ isOn: "on" })).toEqual({ fault: { kind: "home" } });
    expect(await save({ isOn: "on", homeCountry: "IE" })).toEqual({
      fault: { kind: "rates", places: ["IE"] },
    });
    await confirmRates(["IE"]);
    const oss = { isOn: "on", homeCountry: "IE", scheme: "destination" };
    expect(await save(oss)).toEqual({ fault: { kind: "rates", places: ["DE"] } });
    await confirmRates(["DE"]);
    expect(await save(oss)).toEqual({ kind: "saved" });
    expect(settings("tax")).toMatchObject({ isOn: true, homeCountry: "IE", scheme: "destination" });
    expect(await save({})).toEqual({ kind: "saved" });
  });

  it.each([
    [{ homeCountry: "QQ" }, "home"],
    [{ homeCountry: "IE", vatId: "DE136695976" }, "vatId"],
    [{ homeCountry: "DE", vatId: "DE136695977" }, "vatId"],
    [{ homeCountry: "IE", isViesOn: "on" }, "viesNeedsId"],
    [{ homeCountry: "IE", isOn: "on", isSmallBusiness: "on" }, "noSentence"],
    [{ homeCountry: "IE", smallBusinessSentence: "x".repeat(301) }, "sentence"],
  ])("refuse %o with a reason, and save nothing of it", async (typed, kind) => {
    const before = await seen();
    expect(await save(typed as Record<string, string>)).toMatchObject({ fault: { kind } });
    expect(await seen()).toBe(before);
  });

  it("answer what a cart would bear before they are switched on", async () => {
    await confirmRates(["IE"]);
    await save({ homeCountry: "IE" });
    const cart = {
      amount: "123.00",
      taxClass: "standard",
      shipping: "12,30",
      country: "IE",
      postalCode: "",
      vatId: "",
    } as const;
    expect(await tryTax(cart)).toMatchObject({
      lines: [
        { key: "goods", rateBp: 2300, taxMinor: 2_300n },
        { key: null, taxMinor: 230n },
      ],
      totalMinor: 13_530n,
    });
    expect(await tryTax({ ...cart, amount: "much" })).toBeNull();
  });
});

describe("the sum of sales to other member states", () => {
  it("counts what was paid this year less refunds, by where it went", async () => {
    await save({ homeCountry: "IE" });
    const sell = (country: string, postalCode: string, captured: number, refunded = 0, paidAt = "now()") =>
      pool().query(
        `INSERT INTO orders (id, reference_hash, cart_key, payment_state, currency, subtotal_minor, total_minor, sent_minor,
           captured_minor, refunded_minor, shipping_address, livemode, hold_expires_at, paid_at)
         VALUES (uuidv7(), md5(random()::text) || md5(random()::text), uuidv7()::text, 'paid', 'eur', $1, $1, $1, $1, $2,
           jsonb_build_object('country', $3::text, 'postalCode', $4::text), false, now(), ${paidAt})`,
        [captured, refunded, country, postalCode],
      );
    await sell("DE", "10115", 500_000);
    await sell("FR", "75001", 400_000, 100_000);
    // Northern Ireland counts; home, the Canary Islands, London, Switzerland and last year do not.
    await sell("GB", "BT1 1AA", 1_000);
    await sell("IE", "", 9_000);
    await sell("ES", "35001", 9_000);
    await sell("GB", "SW1A 1AA", 9_000);
    await sell("CH", "8001", 9_000);
    await sell("DE", "10115", 9_000, 0, "now() - interval '1 year'");
    expect(await getThreshold()).toMatchObject({ sumMinor: 801_000n, orders: 3, state: "near" });
    await save({ homeCountry: "CH" });
    expect(await getThreshold()).toBeNull();
  });
});
