import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  CARRIER_CODES,
  type CarrierCode,
  guessCarrier,
  isMistyped,
  isTrackingNumber,
  readTrackingNumbers,
  trackingLink,
} from "../../../domain/fulfillment/carriers.ts";

/** Numbers that carriers, or those who read them, have published as examples. */
const EXAMPLES: [string, CarrierCode][] = [
  ["1Z5R89390357567127", "ups"],
  ["1Z879E930346834440", "ups"],
  ["1Z410E7W0392751591", "ups"],
  ["986578788855", "fedex"],
  ["477179081230", "fedex"],
  ["041441760228964", "fedex"],
  ["568283610012734", "fedex"],
  ["3318810025", "dhl"],
  ["8487135506", "dhl"],
  ["008182709980000020033350276C", "dpd"],
  ["008182709980000020045327276N", "dpd"],
  ["9400111201080805483016", "usps"],
  ["9405803699300124287899", "usps"],
  ["9361289878700317633795", "usps"],
  ["RB123456785GB", "royal_mail"],
  ["CP476340265IE", "an_post"],
  ["3SKABA000000000", "postnl"],
];

describe("a tracking number", () => {
  it.each(EXAMPLES)("%s is of %s", (number, carrier) => {
    expect(guessCarrier(number)).toBe(carrier);
  });

  it.each(EXAMPLES.filter(([, carrier]) => carrier !== "postnl"))(
    "%s with one digit wrong is of nobody, or of another form",
    (number, carrier) => {
      const at = number.search(/\d(?=\D*$)/);
      const wrong = `${number.slice(0, at)}${(Number(number[at]) + 1) % 10}${number.slice(at + 1)}`;
      const changed = carrier === "dpd" ? `${number.slice(0, -1)}A` : wrong;
      expect(guessCarrier(changed)).not.toBe(carrier);
      expect(isMistyped(carrier, changed)).toBe(true);
    },
  );

  it("is of the one carrier whose check digit is right, or of none", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Z0-9]{4,34}$/), (number) => {
        const carrier = guessCarrier(number);
        if (carrier !== null) expect(isMistyped(carrier, number)).toBe(false);
      }),
    );
  });

  it("is read from what was scanned, typed or pasted", () => {
    expect(readTrackingNumbers(" 1z 879e 9303 4683 4440\n, 3318-810-025;\n\n3318810025\r\n")).toEqual([
      "1Z879E930346834440",
      "3318810025",
    ]);
    expect(readTrackingNumbers(" \n")).toEqual([]);
    expect(isTrackingNumber("HTTPS://EVIL.EXAMPLE")).toBe(false);
  });
});

describe("a carrier's link", () => {
  it.each(CARRIER_CODES)("%s leads to a page of that number, over HTTPS", (code) => {
    const link = trackingLink(code, "AB/12?3");
    expect(link).toContain("AB%2F12%3F3");
    expect(new URL(link ?? "").protocol).toBe("https:");
    expect(link).not.toMatch(/#$|=#|\/#AB/);
  });

  it("is none where no carrier is named, or one of another version", () => {
    expect(trackingLink(null, "1")).toBeNull();
    expect(trackingLink("pigeon", "1")).toBeNull();
  });
});
