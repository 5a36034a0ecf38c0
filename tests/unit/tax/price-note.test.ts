import { expect, it } from "vitest";
import { priceTax } from "../../../domain/catalog/price-tax.ts";
import { TAX_DEFAULTS, type TaxSettings } from "../../../domain/settings/tax.ts";
import { translator } from "../../../messages/messages.ts";

const SENTENCE = "No VAT is charged under Article 284 of Directive 2006/112/EC.";
const on: TaxSettings = { ...TAX_DEFAULTS, isOn: true, homeCountry: "IE" };
const exempt = { ...on, isSmallBusiness: true, smallBusinessSentence: SENTENCE };

/** What stands next to a price, or under all of a page. */
function noteOf(settings: TaxSettings, of: { sent?: "yes" | "no"; place?: "one" | "all" } = {}): string {
  const tax = priceTax(settings);
  return translator("en-IE").markup(`shop.priceNote.${of.place ?? "one"}`, {
    tax: tax.kind,
    sentence: tax.kind === "exempt" ? tax.sentence : "",
    sent: of.sent ?? "yes",
    link: (text: string) => `[${text}]`,
  });
}

it("a price says whether it includes VAT, and that shipping comes on top of what is sent", () => {
  expect(noteOf(on)).toBe("incl. VAT, plus [shipping]");
  expect(noteOf(on, { sent: "no" })).toBe("incl. VAT");
  expect(noteOf({ ...on, isInclusive: false })).toBe("excl. VAT, plus [shipping]");
  expect(noteOf(on, { place: "all" })).toBe("All prices incl. VAT, plus [shipping].");
  expect(noteOf({ ...on, isInclusive: false }, { place: "all" })).toBe(
    "All prices excl. VAT, plus [shipping].",
  );
});

it("a small business says its sentence, and a shop without VAT only shipping", () => {
  expect(noteOf(exempt)).toBe(`${SENTENCE} Plus [shipping].`);
  expect(noteOf(exempt, { sent: "no" })).toBe(SENTENCE);
  expect(noteOf({ ...exempt, isOn: false })).toBe("plus [shipping]");
  expect(noteOf(TAX_DEFAULTS, { place: "all" })).toBe("All prices plus [shipping].");
});
