import { describe, expect, it } from "vitest";
import { addressLines } from "../../../domain/orders/address-lines.ts";

describe("an address on an envelope", () => {
  const address = {
    name: "Jo Shopper",
    line1: "1 Quay Street",
    line2: "Flat 2",
    postalCode: "H91 AA00",
    city: "Galway",
    region: "County Galway",
    country: "IE",
  };

  it("has a line for each part, and one for the town", () => {
    expect(addressLines(address, "en-IE")).toEqual([
      "Jo Shopper",
      "1 Quay Street",
      "Flat 2",
      "H91 AA00 Galway",
      "County Galway",
      "Ireland",
    ]);
  });

  it("leaves out what is not there", () => {
    const short = { ...address, name: null, line2: "", postalCode: null, region: null };
    expect(addressLines(short, "en-IE")).toEqual(["1 Quay Street", "Galway", "Ireland"]);
    expect(addressLines({ ...short, city: null }, "en-IE")).toEqual(["1 Quay Street", "Ireland"]);
  });

  it("names the country in the reader's language, and leaves what is no country as it is", () => {
    const empty = { name: null, line1: null, line2: null, postalCode: null, city: null, region: null };
    expect(addressLines({ ...empty, country: "IE" }, "de-DE")).toEqual(["Irland"]);
    expect(addressLines({ ...empty, country: "nowhere!" }, "en-IE")).toEqual(["nowhere!"]);
  });
});
