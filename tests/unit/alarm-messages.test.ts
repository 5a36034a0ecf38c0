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
  it("names the row to set, what does not work, and leads to the key", () => {
    expect(alarmMessages(REFUNDS, t)).toEqual({
      sentence:
        "The backoffice key lacks the permission for POST /v1/refunds. Give it Charges and Refunds: Write (charge_write) in Stripe’s dashboard.",
      detail:
        "What does not work: the admin cannot make refunds; requested refunds are kept and wait; orders with refunds are not reconciled. It works again as soon as the key is repaired.",
      link: { href: "https://dashboard.stripe.com/x", label: "Open the key at Stripe" },
    });
  });

  it("names every row that is missing, and the variable of a key for several roles", () => {
    const { sentence, link } = alarmMessages(
      {
        ...REFUNDS,
        problem: { ...REFUNDS.problem, variable: "STRIPE_RESTRICTED_KEY", isShared: true, rows: ["A", "B"] },
        link: { href: "https://x", kind: "create" },
      },
      t,
    );
    expect(sentence).toBe(
      "The key in STRIPE_RESTRICTED_KEY lacks the permission for POST /v1/refunds. Give it A and B in Stripe’s dashboard.",
    );
    expect(link.label).toBe("Create a key with this permission");
  });

  it("says why Stripe does not accept it", () => {
    const problem = { ...REFUNDS.problem, operation: null, rows: [], keyFault: "expired" as const };
    expect(alarmMessages({ ...REFUNDS, problem }, t).sentence).toBe(
      "The key in STRIPE_BACKOFFICE_KEY was revoked, rolled or has expired. Replace it with its successor.",
    );
  });
});

describe("an alarm about the webhook", () => {
  const messagesOf = (alarm: object) => alarmMessages({ id: "x", since, ...alarm } as Alarm, t);

  it("counts the events that were given up", () => {
    expect(messagesOf({ kind: "dead_events", count: 1 })).toMatchObject({
      sentence: "The shop gave up on 1 webhook event.",
      link: { href: "/admin/webhooks?state=dead" },
    });
    expect(messagesOf({ kind: "dead_events", count: 1200 }).sentence).toBe(
      "The shop gave up on 1,200 webhook events.",
    );
  });

  it("tells which endpoint's secret belongs there", () => {
    expect(messagesOf({ kind: "other_mode", mode: "test" })).toMatchObject({
      sentence: "The shop receives events of live mode, but it runs in test mode.",
      detail: expect.stringMatching(
        /^STRIPE_WEBHOOK_SECRET belongs to the live-mode endpoint: replace it with the whsec_… of the test-mode/,
      ),
      link: { href: "/admin/webhooks?state=ignored" },
    });
    expect(messagesOf({ kind: "other_mode", mode: "live" })).toMatchObject({
      sentence: "The shop receives events of test mode, but it runs in live mode.",
      detail: expect.stringMatching(/test-mode endpoint: replace it with the whsec_… of the live-mode/),
    });
  });

  it("tells where to look when no events come", () => {
    expect(messagesOf({ kind: "silence", isRefused: false })).toMatchObject({
      sentence: "Orders are paid, but no events arrive from Stripe.",
      detail: expect.stringMatching(/Check in Stripe’s dashboard that the webhook endpoint is enabled/),
      link: { href: "/admin/webhooks" },
    });
    expect(messagesOf({ kind: "silence", isRefused: true }).detail).toMatch(
      /signed with another secret: compare STRIPE_WEBHOOK_SECRET with the endpoint’s secret\.$/,
    );
  });
});
