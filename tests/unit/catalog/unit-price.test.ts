import { expect, it } from "vitest";
import { perText, readUnit, unitPrice } from "../../../domain/catalog/unit-price.ts";
import { money } from "../../../domain/money.ts";

const priceOf = (minor: bigint, content: string, reference = "") => {
  const unit = readUnit(content, reference);
  const found = unit && unitPrice(money(minor, "eur"), unit);
  return found && `${found.price.amountMinor} / ${perText(found.per)}`;
};

it("a price is said per kilogram, liter, meter, square meter or piece, whatever its content is written in", () => {
  expect(priceOf(300n, "250 g")).toBe("1200 / kg");
  expect(priceOf(999n, "0,75 l")).toBe("1332 / l");
  expect(priceOf(999n, "750ml", "100 ml")).toBe("133 / 100 ml");
  expect(priceOf(999n, "75 cl", "1 L")).toBe("1332 / l");
  expect(priceOf(1250n, "2.5 m")).toBe("500 / m");
  expect(priceOf(1500n, "6 m²")).toBe("250 / m²");
  expect(priceOf(400n, "6 pieces")).toBe("67 / piece");
  expect(priceOf(1n, "1000 kg", "1 mg")).toBe("0 / mg");
});

it("half a cent rounds up, and a content above the reference is divided as well", () => {
  expect(priceOf(1n, "2 kg")).toBe("1 / kg");
  expect(priceOf(1n, "2.001 kg")).toBe("0 / kg");
});

it("what is no measure, is nothing, or measures something else is refused", () => {
  for (const content of ["250", "g", "250 stone", "0 g", "-1 g", "1.2345 g", "12345678 g"])
    expect(readUnit(content, ""), content).toBeNull();
  expect(readUnit("250 g", "1 l")).toBeNull();
  expect(readUnit("250 g", "much")).toBeNull();
  expect(readUnit("", "1 kg")).toBeNull();
  expect(readUnit(" ", "")).toEqual({ content: null, reference: null });
  expect(readUnit("0,750 L", "")).toEqual({ content: "0.75 l", reference: "1 l" });
});
