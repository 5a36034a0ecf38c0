import { describe, expect, it } from "vitest";
import { redact } from "../../../server/platform/log.ts";

describe("redact", () => {
  it.each([
    ["key rk_live_CANARYCANARY was refused", "CANARY"],
    ["sk_test_CANARY", "CANARY"],
    ["whsec_CANARY_1", "CANARY"],
    ["mail to jo.canary+shop@example.org", "canary"],
    ["GET /orders/AAAAAAAAAAAAAAAAAAAAAA 200", "AAAAAAAAAAAAAAAAAAAAAA"],
    ["cs_test_a1B2_secret_CANARY", "CANARY"],
    ["postgresql://shop:CANARY@db:5432/shop", "CANARY"],
  ])("takes the secret out of %s", (text, secret) => {
    expect(redact(text)).not.toContain(secret);
  });

  it("leaves ids that people need", () => {
    expect(redact("order 1042, evt_1abc, pi_2def, cs_test_a1b2")).toBe(
      "order 1042, evt_1abc, pi_2def, cs_test_a1b2",
    );
  });
});
