import { expect, it } from "vitest";
import {
  NO_TAXES,
  type SessionTaxes,
  taxesOfMetadata,
  taxesToMetadata,
} from "../../../domain/checkout/session-taxes.ts";

const line = (place: number | null): SessionTaxes["lines"][number] => ({
  ...{ place, country: "AT", region: "", rateBp: 0, taxableMinor: 123_456n, taxMinor: 0n },
  ...{ included: false, reason: "intra_community_supply" },
});
const TAXES: SessionTaxes = {
  lines: [...Array.from({ length: 50 }, (_, place) => line(place)), line(null)],
  adjustments: Array.from({ length: 50 }, (_, place) => {
    return { place, code: "off", label: null, amountMinor: -1_000n };
  }),
};

it("the taxes of the longest order come back from pieces that Stripe takes", () => {
  const metadata = taxesToMetadata(TAXES);
  expect(Object.values(metadata).every((value) => value.length <= 500)).toBe(true);
  // Of Stripe's 50 keys lines take 25 at most, discounts and what is always there some ten.
  expect(Object.keys(metadata).length).toBeLessThanOrEqual(10);
  expect(taxesOfMetadata({ number: "1042", ...metadata })).toEqual(TAXES);
});

it("no taxes take no key; what was cut or changed is not read", () => {
  expect(taxesToMetadata(NO_TAXES)).toEqual({});
  expect(taxesOfMetadata({})).toEqual(NO_TAXES);
  const metadata = taxesToMetadata(TAXES);
  delete metadata.taxes_2;
  expect(taxesOfMetadata(metadata)).toBeNull();
  expect(taxesOfMetadata({ taxes_1: '[[[0,"AT","",0,1,0,false,"none"]],[]]' })).toBeNull();
});
