import { describe, expect, test } from "vitest";
import { openInProcess } from "../support/in-process.ts";

/** What comes of charging this much. */
async function charge(amount: number, currency: string): Promise<string> {
  const { call } = openInProcess();
  const { status, json } = await call("POST", "/v1/payment_intents", { amount: String(amount), currency });
  return status === 200 ? "ok" : `${json.error.code ?? "invalid"}: ${json.error.message}`;
}

describe("amounts follow the currency", () => {
  test.each([
    [50, "usd", 49, "$0.50 usd"],
    [30, "gbp", 29, "£0.30 gbp"],
    [50, "jpy", 49, "¥50 jpy"],
    [17_500, "huf", 17_499, "HUF 175.00 huf"],
  ])("at least %i in %s", async (least, currency, less, words) => {
    expect(await charge(least, currency)).toBe("ok");
    const text = await charge(less, currency);
    expect(text.replace(/\u00a0/g, " ")).toBe(`amount_too_small: Amount must be at least ${words}`);
  });

  test.each([
    [99_999_999, "eur"],
    [9_999_999_999, "jpy"],
    [999_999_999, "inr"],
    [999_999_999_999, "idr"],
  ])("at most %i in %s", async (most, currency) => {
    expect(await charge(most, currency)).toBe("ok");
    expect(await charge(most + 1, currency)).toMatch(/amount_too_large|parameter_invalid_integer/);
  });

  test("digits that nobody can pay are refused", async () => {
    expect(await charge(1230, "kwd")).toBe("ok");
    expect(await charge(1234, "kwd")).toContain("divisible by 10");
    expect(await charge(50_000, "isk")).toBe("ok");
    expect(await charge(50_050, "isk")).toContain("divisible by 100");
    expect(await charge(500_050, "ugx")).toContain("divisible by 100");
  });

  test("a session's total is limited too", async () => {
    const { call } = openInProcess();
    const buy = async (quantity: number) => {
      const { json } = await call("POST", "/v1/checkout/sessions", {
        mode: "payment",
        success_url: "http://shop.test/thanks",
        "line_items[0][quantity]": String(quantity),
        "line_items[0][price_data][currency]": "eur",
        "line_items[0][price_data][unit_amount]": "1000000",
        "line_items[0][price_data][product_data][name]": "Ship",
      });
      return json.error?.code ?? json.amount_total;
    };
    expect(await buy(99)).toBe(99_000_000);
    expect(await buy(100)).toBe("amount_too_large");
  });
});
