import { describe, expect, it } from "vitest";
import type { Alarm } from "../../domain/monitoring/views.ts";
import { translator } from "../../messages/messages.ts";
import { alarmMessages } from "../../ui/admin/frame/alarm-messages.ts";

const t = translator("en-IE");
const since = new Date();
const REFUNDS: Alarm = {
  kind: "key",
  id: "backoffice:createRefund",
  since,
  problem: {
    role: "backoffice",
    variable: "STRIPE_BACKOFFICE_KEY",
    isShared: false,
    operation: "POST /v1/refunds",
    rows: ["Charges and Refunds: Write (charge_write)"],
    keyFault: null,
  },
  without: ["make_refunds", "follow_refunds"],
  link: { href: "https://dashboard.stripe.com/x", kind: "open" },
};

describe("an alarm about a key", () => {
  it("M20: says what does not work first, then the row to set, and leads to the key", () => {
    expect(alarmMessages(REFUNDS, t)).toEqual({
      sentence:
        "Stripe refuses a key of the shop: the admin cannot make refunds; requested refunds are kept and wait; orders with refunds are not reconciled.",
      detail:
        "The backoffice key lacks the permission for POST /v1/refunds. Give it Charges and Refunds: Write (charge_write) in Stripe’s dashboard. It works again by itself as soon as the key is repaired.",
      link: { href: "https://dashboard.stripe.com/x", label: "Open the key at Stripe" },
    });
  });

  it("names every row that is missing, and the variable of a key for several roles", () => {
    const { detail, link } = alarmMessages(
      {
        ...REFUNDS,
        problem: { ...REFUNDS.problem, variable: "STRIPE_RESTRICTED_KEY", isShared: true, rows: ["A", "B"] },
        link: { href: "https://x", kind: "create" },
      },
      t,
    );
    expect(detail).toContain(
      "The key in STRIPE_RESTRICTED_KEY lacks the permission for POST /v1/refunds. Give it A and B in Stripe’s dashboard.",
    );
    expect(link.label).toBe("Create a key with this permission");
  });

  it("says why Stripe does not accept it", () => {
    const problem = { ...REFUNDS.problem, operation: null, rows: [], keyFault: "expired" as const };
    expect(alarmMessages({ ...REFUNDS, problem }, t).detail).toContain(
      "The key in STRIPE_BACKOFFICE_KEY was revoked, rolled or has expired. Replace it with its successor.",
    );
  });
});

describe("M20: an alarm about the webhook", () => {
  const messagesOf = (alarm: object) => alarmMessages({ id: "x", since, ...alarm } as Alarm, t);

  it("counts the events that were given up", () => {
    expect(messagesOf({ kind: "dead_events", count: 1 })).toMatchObject({
      sentence: "1 message from Stripe could not be used.",
      link: { href: "/admin/webhooks?state=dead" },
    });
    expect(messagesOf({ kind: "dead_events", count: 1200 }).sentence).toBe(
      "1,200 messages from Stripe could not be used.",
    );
  });

  it("tells which endpoint's secret belongs there", () => {
    expect(messagesOf({ kind: "other_mode", mode: "test" })).toMatchObject({
      sentence: "Stripe tells this shop of real payments, but it takes test ones.",
      detail: expect.stringMatching(
        /^STRIPE_WEBHOOK_SECRET belongs to the live-mode endpoint: replace it with the whsec_… of the test-mode/,
      ),
      link: { href: "/admin/webhooks?state=ignored" },
    });
    expect(messagesOf({ kind: "other_mode", mode: "live" })).toMatchObject({
      sentence: "Stripe tells this shop of test payments, but it takes real ones.",
      detail: expect.stringMatching(/test-mode endpoint: replace it with the whsec_… of the live-mode/),
    });
  });

  it("tells where to look when no events come", () => {
    expect(messagesOf({ kind: "silence", isRefused: false })).toMatchObject({
      sentence: "Orders are paid, but Stripe does not report them to this shop.",
      detail: expect.stringMatching(/Check in Stripe’s dashboard that the webhook endpoint is enabled/),
      link: { href: "/admin/webhooks" },
    });
    expect(messagesOf({ kind: "silence", isRefused: true }).detail).toMatch(
      /signed with another secret: compare STRIPE_WEBHOOK_SECRET with the endpoint’s secret\.$/,
    );
  });
});
