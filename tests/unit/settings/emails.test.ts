import { describe, expect, it } from "vitest";
import { emailsSchema, fillPlaceholders, unknownPlaceholder } from "../../../domain/settings/emails.ts";

const VALUES = { number: "1042", shop: "Kettle {number}", total: "€20.00" };

describe("the shop's own words in a mail", () => {
  it("have the order's values in place of placeholders, and nothing in a value is one", () => {
    expect(fillPlaceholders("Order {number} at {shop}: { total }", VALUES)).toBe(
      "Order 1042 at Kettle {number}: €20.00",
    );
  });

  it.each([
    ["Hello {name}", "{name}"],
    ["{number} and {numbre}", "{numbre}"],
    ["a { by itself", "{"],
    ["a } by itself", "}"],
    ["{number} {shop} {total}", null],
  ])("%s: the placeholder that there is not is %s", (text, unknown) => {
    expect(unknownPlaceholder(text)).toBe(unknown);
  });

  it("never put a header into a mail", () => {
    const words = (subject: string) => ({
      ...{ senderName: null, replyTo: "", footer: "", off: [] },
      words: { sent: { subject, opening: "" } },
    });
    expect(emailsSchema.safeParse(words("Sent")).success).toBe(true);
    expect(emailsSchema.safeParse(words("Sent\nBcc: x@y.test")).success).toBe(false);
    expect(emailsSchema.safeParse({ ...words("Sent"), senderName: "Shop\r\nBcc: x" }).success).toBe(false);
  });
});
