import { describe, expect, test } from "vitest";
import { thresholdState } from "../../../domain/tax/threshold.ts";
import { goods, taxed } from "./tax-settings.ts";

// Examples and rules of tax authorities' own pages, each with its source. Where a page gives a rule without amounts, the
// amounts are ours and the rule is theirs.

const UK = { homeCountry: "GB" };
const BUSINESS = { vatIdState: "valid", vatIdCountry: "AT" } as const;

describe("Worked examples of tax authorities", () => {
  // hmrc.gov.uk/vat/forms-rates/rates/calculating.htm, "Calculate standard-rate VAT for a VAT-exclusive price"
  test("HMRC: a price of £100 before VAT bears £20 at 20 %", () => {
    const [line] = taxed({
      to: "GB",
      currency: "gbp",
      settings: { ...UK, isInclusive: false },
      lines: [goods(10_000n)],
    });
    expect(line).toMatchObject({ rateBp: 2000, taxableMinor: 10_000n, taxMinor: 2_000n, included: false });
  });

  // The same page, "Calculate reduced-rate VAT for a VAT-exclusive price"
  test("HMRC: a price of £100 before VAT bears £5 at 5 %", () => {
    const [line] = taxed({
      to: "GB",
      currency: "gbp",
      settings: { ...UK, isInclusive: false },
      lines: [goods(10_000n, "reduced")],
    });
    expect(line).toMatchObject({ rateBp: 500, taxMinor: 500n, reason: "reduced" });
  });

  // The same page, "Why VAT needs to be calculated from a VAT-inclusive price": one sixth at 20 %, 1/21 at 5 %
  test("HMRC: a price of £120 with VAT contains one sixth, one of £105 at the reduced rate 1/21", () => {
    const lines = taxed({
      to: "GB",
      currency: "gbp",
      settings: UK,
      lines: [goods(12_000n), goods(10_500n, "reduced", "heat")],
    });
    expect(lines.map(({ taxMinor }) => taxMinor)).toEqual([2_000n, 500n]);
  });

  // skatteverket.se/rattsligvagledning (339631), "Beskattningsunderlag": the tax is no part of the taxable amount, so at
  // 25 % it is 20 % of the price
  test("Skatteverket: of 125 kronor with VAT at 25 %, 25 are VAT and 100 the taxable amount", () => {
    const [line] = taxed({
      to: "SE",
      currency: "sek",
      settings: { homeCountry: "SE" },
      lines: [goods(12_500n)],
    });
    expect(line).toMatchObject({ taxableMinor: 10_000n, taxMinor: 2_500n });
  });

  // sede.agenciatributaria.gob.es, Practical manual VAT 2024, chapter 3, "Intra-EU remote sales to private individuals", case 2
  test("Agencia Tributaria: up to 10,000 € of distance sales without option bear the tax of origin", () => {
    const [line] = taxed({
      to: "FR",
      settings: { homeCountry: "ES", scheme: "home" },
      lines: [goods(12_100n)],
    });
    expect(line).toMatchObject({ country: "ES", rateBp: 2100, taxMinor: 2_100n });
    expect(thresholdState(1_000_000n, "eur")).toBe("near");
  });

  // The same page, cases 1 and 2: "at destination once this amount has been exceeded"
  test("Agencia Tributaria: the sale that exceeds 10,000 € bears the tax of its destination", () => {
    expect(thresholdState(1_000_001n, "eur")).toBe("above");
    const [line] = taxed({
      to: "FR",
      settings: { homeCountry: "ES", scheme: "destination" },
      lines: [goods(12_000n)],
    });
    expect(line).toMatchObject({ country: "FR", rateBp: 2000, taxMinor: 2_000n, taxableMinor: 10_000n });
  });

  // gov.uk/hmrc-internal-manuals/vat-northern-ireland-and-the-eu/vatnieu3720: the threshold "applies to the total value of
  // distance sales made to customers across the EU and Northern Ireland"
  test("HMRC: a distance sale from the EU to Northern Ireland above the threshold bears UK VAT", () => {
    const [line] = taxed({
      to: "GB",
      postcode: "BT1 5GS",
      settings: { scheme: "destination" },
      lines: [goods(12_000n)],
    });
    expect(line).toMatchObject({ country: "GB", region: "northern_ireland", rateBp: 2000, taxMinor: 2_000n });
  });

  // gov.uk/guidance/overseas-businesses-selling-goods-to-northern-ireland: below the threshold it is no UK sale
  test("HMRC: below the threshold a sale to Northern Ireland bears the tax of the seller, one to London is an export", () => {
    const [belfast] = taxed({ to: "GB", postcode: "BT15GS", lines: [goods(12_300n)] });
    const [london] = taxed({ to: "GB", postcode: "SW1A 1AA", lines: [goods(12_300n)] });
    expect(belfast).toMatchObject({ country: "IE", taxMinor: 2_300n, reason: "standard" });
    expect(london).toMatchObject({ country: "GB", region: "", taxMinor: 0n, reason: "export" });
  });

  // Dirección General de Tributos, binding answer V1680-18 of 13 June 2018: the Canary Islands are a third territory
  test("Dirección General de Tributos: what is sent from the peninsula to the Canary Islands is exported", () => {
    const [line] = taxed({
      to: "ES",
      postcode: "35001",
      settings: { homeCountry: "ES", exportPrice: "net" },
      lines: [goods(12_100n)],
    });
    expect(line).toMatchObject({
      reason: "export",
      region: "canary_islands",
      taxMinor: 0n,
      offMinor: 2_100n,
      taxableMinor: 10_000n,
    });
  });

  // taxation-customs.ec.europa.eu/territorial-status-eu-countries-and-certain-territories_en
  test.each([
    ["ES", "51001", "ceuta"],
    ["FI", "22100", "aland"],
    ["DE", "78266", "busingen"],
    ["DE", "27498", "heligoland"],
    ["IT", "23041", "livigno"],
    ["GR", "63086", "mount_athos"],
  ])("European Commission: EU VAT rules do not apply in %s %s (%s)", (to, postcode, region) => {
    const [line] = taxed({ to, postcode, settings: { scheme: "destination" }, lines: [goods(10_000n)] });
    expect(line).toMatchObject({ region, reason: "export", taxMinor: 0n });
  });

  // The same page: Monaco is treated as territory of France for VAT purposes
  test("European Commission: Monaco is taxed as France", () => {
    const [line] = taxed({
      to: "MC",
      postcode: "98000",
      settings: { scheme: "destination" },
      lines: [goods(12_000n)],
    });
    expect(line).toMatchObject({ country: "FR", rateBp: 2000, taxMinor: 2_000n });
  });

  // The same page: in Madeira and the Azores EU VAT rules apply; the rates are their own (regional decree 6/2024/M)
  test("Portugal: a distance sale to Madeira bears the rate of Madeira", () => {
    const [line] = taxed({
      to: "PT",
      postcode: "9000-001",
      settings: { scheme: "destination" },
      lines: [goods(12_200n)],
    });
    expect(line).toMatchObject({ country: "PT", region: "madeira", rateBp: 2200, taxMinor: 2_200n });
  });

  // europa.eu/youreurope, cross-border VAT: "you do not charge VAT if the customer has a valid VAT number"; with prices that
  // contain VAT, it comes off
  test("Your Europe: a business of another member state with a valid VAT id pays the price without VAT", () => {
    const [line] = taxed({ to: "AT", buyer: BUSINESS, lines: [goods(12_300n)] });
    expect(line).toMatchObject({
      reason: "intra_community_supply",
      taxMinor: 0n,
      offMinor: 2_300n,
      taxableMinor: 10_000n,
    });
  });

  // The same page: "If the customer does not have a valid VAT number, you must normally charge VAT"
  test("Your Europe: without a valid VAT id the business is charged VAT as everyone", () => {
    for (const vatIdState of ["invalid", "unchecked", "none"] as const) {
      const [line] = taxed({ to: "AT", buyer: { vatIdState, vatIdCountry: "AT" }, lines: [goods(12_300n)] });
      expect(line).toMatchObject({ reason: "standard", taxMinor: 2_300n, offMinor: 0n });
    }
  });

  // gov.uk/hmrc-internal-manuals/vat-valuation/vatval13120: a delivery charge that is part of one supply of goods of different
  // liability is apportioned
  test("HMRC: shipping with goods of two rates is apportioned by their value", () => {
    const lines = taxed({
      to: "GB",
      currency: "gbp",
      settings: UK,
      lines: [goods(7_500n), goods(2_500n, "zero", "book")],
      shippingMinor: 400n,
    });
    expect(lines.slice(2)).toEqual([
      expect.objectContaining({ key: null, rateBp: 2000, taxableMinor: 250n, taxMinor: 50n }),
      expect.objectContaining({
        key: null,
        rateBp: 0,
        taxableMinor: 100n,
        taxMinor: 0n,
        reason: "zero_rated",
      }),
    ]);
  });

  // revenue.ie/en/vat/charging-vat/packing-shipping-containers-vat: a postal charge that is part of the price "is subject to
  // the VAT rate applicable to the goods"
  test("Revenue: postage bears the rate of the goods", () => {
    const lines = taxed({ lines: [goods(11_350n, "reduced")], shippingMinor: 1_135n });
    expect(lines.map(({ rateBp, taxMinor }) => [rateBp, taxMinor])).toEqual([
      [1350, 1_350n],
      [1350, 135n],
    ]);
  });

  // tulli.fi and naringsliv.ax: a company in the EU invoices a consignee in Åland without VAT
  test("Finnish Customs: what is sent from Ireland to Åland, by either of its codes, is exported at the same price", () => {
    for (const place of [{ to: "AX" }, { to: "FI", postcode: "22100" }])
      expect(taxed({ ...place, lines: [goods(5_000n)] })).toMatchObject([
        { reason: "export", offMinor: 0n, taxableMinor: 5_000n },
      ]);
  });
});
