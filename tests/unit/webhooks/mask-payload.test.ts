import { describe, expect, it } from "vitest";
import { maskPayload } from "../../../domain/webhooks/mask-payload.ts";

const PERSONAL = [
  "email receipt_email customer_email name phone individual_name business_name line1 line2 city postal_code",
  "state_or_province ip fingerprint client_secret secret url success_url cancel_url return_url receipt_url",
  "hosted_invoice_url",
].flatMap((names) => names.split(" "));

describe("a payload for people to look at", () => {
  it.each(PERSONAL)("hides %s, however deep", (field) => {
    const masked = maskPayload({ data: [{ object: { [field]: "Jo", id: "cs_1" } }] });
    expect(masked).toEqual({ data: [{ object: { [field]: "•••", id: "cs_1" } }] });
  });

  it("leaves ids, states, amounts and what is empty as they are", () => {
    const payload = {
      id: "pi_1",
      amount: 6_600,
      livemode: false,
      status: "succeeded",
      email: "",
      name: null,
    };
    expect(maskPayload(payload)).toEqual(payload);
    expect(maskPayload(null)).toBeNull();
    expect(maskPayload(["eur", 1])).toEqual(["eur", 1]);
  });

  it("looks into what has a hidden field's name and is no text", () => {
    expect(maskPayload({ name: { first: "Jo", phone: "1" } })).toEqual({
      name: { first: "Jo", phone: "•••" },
    });
  });
});
