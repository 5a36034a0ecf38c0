import { describe, expect, it } from "vitest";
import { countEvents, getEvent, listEvents } from "../../../server/webhooks/list-events.ts";
import { deliver } from "../../support/deliver.ts";
import { newEventId } from "../../support/event-id.ts";
import { useInbox } from "../../support/inbox-fixture.ts";
import type { TestShop } from "../../support/test-shop.ts";

let testShop: TestShop;
useInbox((opened) => {
  testShop = opened;
});

describe("the admin's inbox", () => {
  it("pages through every event once, by state too, and counts them", async () => {
    await testShop.sql(
      `INSERT INTO stripe_events (id, type, object_id, livemode, payload, state, decided_at)
       SELECT 'evt_page_' || n, 'customer.created', 'cus_1', false, '{}',
              (CASE WHEN n % 2 = 0 THEN 'applied' ELSE 'ignored' END)::"EventState", now()
         FROM generate_series(1, 120) n`,
    );
    const all = await testShop.sql<{ state: string }>("SELECT state FROM stripe_events");
    for (const state of [undefined, "applied", "ignored"] as const) {
      const seen: string[] = [];
      for (let after: string | null | undefined; after !== null; ) {
        const page = await listEvents(state, after);
        seen.push(...page.rows.map(({ id }) => id));
        after = page.older;
      }
      const wanted = all.filter((row) => state === undefined || row.state === state).length;
      expect(new Set(seen).size).toBe(wanted);
      expect(seen.length).toBe(wanted);
    }
    const counts = await countEvents();
    expect(counts.applied).toBe(all.filter(({ state }) => state === "applied").length);
    expect(await listEvents(undefined, "nonsense")).toMatchObject({ rows: { length: 50 } });
  });

  it("shows what Stripe sent without persons and secrets", async () => {
    const id = newEventId();
    const object = {
      id: "cs_1",
      client_secret: "cs_1_secret_x",
      url: "https://checkout.stripe.com/c/pay/x",
      customer_details: { email: "jo@shopper.test", name: "Jo Shopper", phone: "+353", tax_exempt: "none" },
      collected_information: {
        shipping_details: { name: "Jo", address: { line1: "1 Quay", city: "Galway" } },
      },
      amount_total: 2900,
      lines: [{ receipt_email: "jo@shopper.test" }],
    };
    await deliver(testShop, { id, type: "checkout.session.completed", livemode: false, data: { object } });
    const view = await getEvent(id);
    expect(view?.payload).toContain('"amount_total": 2900');
    expect(view?.payload).not.toMatch(/jo@|Jo|secret_x|Quay|Galway|\+353|checkout\.stripe/);
    expect(await getEvent("evt_none")).toBeNull();
  });
});
