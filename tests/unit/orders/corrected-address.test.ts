import { describe, expect, it } from "vitest";
import {
  changedFields,
  isAddressOpen,
  MAX_ADDRESS_FIELD,
  readAddress,
} from "../../../domain/fulfillment/corrected-address.ts";

const FORMER = {
  ...{ name: "Jo", line1: "1 Quay Street", line2: null, postalCode: "H91 AA00", city: "Galway" },
  ...{ region: null, country: "IE" },
};
const TYPED = {
  ...{
    name: " Jo  Shopper ",
    line1: "2 Quay\tStreet",
    line2: "",
    postalCode: "",
    city: "Cafe\u0301 Town",
    region: "",
  },
};

describe("14.2 M46: a corrected address", () => {
  it("is tidied, and keeps its country", () => {
    expect(readAddress(TYPED, FORMER)).toEqual({
      ...{ name: "Jo Shopper", line1: "2 Quay Street", line2: null, postalCode: null, city: "Café Town" },
      ...{ region: null, country: "IE" },
    });
  });

  it.each([
    ["missing", "name", { name: " \n" }],
    ["missing", "line1", { line1: "" }],
    ["missing", "city", { city: "\u0000" }],
    ["too_long", "line2", { line2: "x".repeat(MAX_ADDRESS_FIELD + 1) }],
  ])("is refused with %s of %s", (fault, field, typed) => {
    expect(readAddress({ ...TYPED, ...typed }, FORMER)).toEqual({ fault, field });
  });

  it("names what differs, and an empty field is none", () => {
    expect(changedFields(FORMER, { ...FORMER, line2: "", city: "Cork" })).toEqual(["city"]);
  });

  it("is taken while a unit of a living order is left to send", () => {
    const line = { id: "a", quantity: 1, requiresShipping: true, withdrawn: 0, refunded: 0 };
    const sent = { ...line, parcels: [{ state: "sent" as const, quantity: 1 }] };
    expect(isAddressOpen("paid", [{ ...line, parcels: [] }])).toBe(true);
    expect(isAddressOpen("paid", [sent])).toBe(false);
    expect(isAddressOpen("refunded", [{ ...line, parcels: [] }])).toBe(false);
    expect(isAddressOpen("expired", [{ ...line, parcels: [] }])).toBe(false);
  });
});
