import { describe, expect, it } from "vitest";
import { describeKey, keyTextFault, nameOfKind } from "../../../domain/stripe-keys/stripe-key.ts";

// Too short for a real key, put together here so that no scanner takes them for one.
const key = (prefix: string, rest = "FOR_TESTS_ONLY") => `${prefix}_${rest}`;

describe("what a pasted text is", () => {
  it.each([
    [key("rk_test"), "restricted", "test", "rk_test_…ONLY"],
    [key("rk_live"), "restricted", "live", "rk_live_…ONLY"],
    [key("rkcs_test"), "restricted", "test", "rkcs_test_…ONLY"],
    [key("sk_test"), "secret", "test", "sk_test_…ONLY"],
    [key("sk_live"), "secret", "live", "sk_live_…ONLY"],
    [key("sk_org"), "organization", null, "sk_org_…ONLY"],
    [key("pk_test"), "publishable", "test", "pk_test_…ONLY"],
    [key("pk_live"), "publishable", "live", "pk_live_…ONLY"],
    [key("whsec"), "webhook_secret", null, "whsec_…ONLY"],
    [key("mk"), "key_id", null, "mk_…ONLY"],
  ])("%s", (text, kind, mode, shown) => {
    expect(describeKey(text)).toEqual({ kind, mode, shown });
  });

  it.each([
    "",
    "a password",
    "rk_test_",
    "rk_other_x",
    "prk_test_x",
    "a rk_test_x",
    "whsec_",
    "mk_",
    "sk_org_",
  ])("%j is unknown, and nothing of it is shown", (text) => {
    expect(describeKey(text)).toMatchObject({ kind: "unknown", shown: "…" });
  });

  it("is unknown when a key stands behind something else", () => {
    for (const prefix of ["rk_test", "sk_test", "sk_org", "pk_live", "whsec", "mk"])
      expect(describeKey(`my ${key(prefix)}`)).toMatchObject({ kind: "unknown", shown: "…" });
  });

  it("has no mode where the text does not begin with one", () => {
    for (const text of ["", "my rk_test_x", "my rk_live_x", "_test_x", "whsec_test"])
      expect(describeKey(text).mode).toBeNull();
  });

  it("shows the last four characters only where enough of the text stays hidden", () => {
    expect(describeKey(key("rk_test", "12345678")).shown).toBe("rk_test_…");
    expect(describeKey(key("rk_test", "123456789")).shown).toBe("rk_test_…6789");
  });

  it("has a name for people", () => {
    expect(nameOfKind("restricted")).toBe("a restricted key");
    expect(nameOfKind("secret")).toBe("an unrestricted secret key");
    expect(nameOfKind("organization")).toBe("an organisation key");
    expect(nameOfKind("publishable")).toBe("a publishable key");
    expect(nameOfKind("webhook_secret")).toBe("a webhook signing secret");
    expect(nameOfKind("key_id")).toBe("the id of a key, not the key itself");
    expect(nameOfKind("unknown")).toBe("something that is not a Stripe key");
  });
});

describe("what is wrong with the text itself", () => {
  it.each([
    ["", "is empty"],
    ["undefined", 'holds the word "undefined", not a key'],
    ["null", 'holds the word "null", not a key'],
    ['"rk_test_x"', "has quotes around it"],
    ["'rk_test\nx'", "has quotes around it"],
    ["rk_test\nx", "has a line break in it"],
    ["rk_test_x\r", "has a line break in it"],
    ["rk_test x", "has white space in it"],
    ["\trk_test_x", "has white space in it"],
  ])("%j %s", (text, fault) => expect(keyTextFault(text)).toBe(fault));

  it("is nothing with a key, nor with a quote at one end", () => {
    for (const text of ["rk_test_x", '"rk_test_x', "rk_test_x'", 'a"b"', '"a"b', "undefinedx"])
      expect(keyTextFault(text)).toBeNull();
  });
});
