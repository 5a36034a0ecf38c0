import { describe, expect, it } from "vitest";
import {
  featuresOff,
  type KeyReport,
  keysVerdict,
  type NeededRow,
} from "../../../domain/stripe-keys/key-report.ts";

const row = {
  permission: "charge_read",
  row: "Charges and Refunds: Read",
  fix: "Set it.",
  link: "https://x",
};
const shipping = { words: "show orders", without: "Orders are not shown." };
const refunds = { words: "make refunds", without: "No refund is made." };

const needs = (verdict: NeededRow["verdict"], features = [shipping]): NeededRow => ({
  ...row,
  verdict,
  features,
  confidence: "known",
});

const report = (changes: Partial<KeyReport> = {}): KeyReport => ({
  roles: ["checkout"],
  variables: ["STRIPE_CHECKOUT_KEY"],
  shown: "rk_test_…1234",
  kind: "a restricted key",
  mode: "test",
  account: "acct_1",
  fault: null,
  needed: [needs("granted")],
  excess: [],
  unverifiedExcess: [],
  createLink: "https://x",
  ...changes,
});
const fault = { sentence: "Stripe takes no such key.", fix: "Make one.", link: "https://x" };

describe("the verdict on the keys", () => {
  it("is exact when every key has what is needed and nothing else", () => {
    expect(keysVerdict([report(), report()], null)).toBe("exact");
  });

  it("is wrong when the keys are of different accounts, however right each is", () => {
    const several = { sentence: "They are of different accounts.", fix: "take one" };
    expect(keysVerdict([report(), report()], several)).toBe("wrong");
  });

  it("is not known without keys", () => {
    expect(keysVerdict([], null)).toBe("unverified");
  });

  it.each([
    ["a key cannot be examined", report({ fault })],
    ["something is missing", report({ needed: [needs("granted"), needs("missing")] })],
    ["there is too much", report({ excess: [row] })],
    ["there is too much, and more is not known", report({ excess: [row], unverifiedExcess: [row] })],
  ])("is wrong when %s, whatever the other key", (_, wrong) => {
    expect(keysVerdict([report(), wrong], null)).toBe("wrong");
    expect(keysVerdict([wrong, report({ needed: [needs("unverified")] })], null)).toBe("wrong");
  });

  it.each([
    ["a needed permission", report({ needed: [needs("granted"), needs("unverified")] })],
    ["one that nobody needs", report({ unverifiedExcess: [row] })],
  ])("is open while it is not known whether a key has %s", (_, open) => {
    expect(keysVerdict([report(), open], null)).toBe("unverified");
  });
});

describe("what the shop cannot do", () => {
  it("is nothing when everything is there or not known", () => {
    expect(featuresOff([report(), report({ needed: [needs("unverified")] })])).toEqual([]);
  });

  it("is what the missing permissions are for, each once", () => {
    const keys = [
      report({ needed: [needs("missing"), needs("granted", [refunds])] }),
      report({ needed: [needs("missing", [shipping, refunds])] }),
    ];
    expect(featuresOff(keys)).toEqual([shipping, refunds]);
  });

  it("is everything of a key that Stripe does not take", () => {
    expect(featuresOff([report({ fault, needed: [needs("unverified", [refunds])] })])).toEqual([refunds]);
  });
});
