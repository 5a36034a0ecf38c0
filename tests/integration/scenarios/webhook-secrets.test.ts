import { beforeEach, expect, it, vi } from "vitest";
import { useEnvironment } from "../../support/database.ts";
import { sign } from "../../support/deliver.ts";
import { newEventId } from "../../support/event-id.ts";

const OLD = "whsec_the_old_one";
const NEW = "whsec_the_new_one";

/** The route as a process has it that was started with this list: loaded again, for a process reads its list once. */
async function startWith(secrets: string | undefined) {
  vi.resetModules();
  // Nothing listens there: what is let in is answered 503 "not stored".
  useEnvironment({ DATABASE_URL: "postgresql://nobody@127.0.0.1:1/none" });
  if (secrets === undefined) delete process.env.STRIPE_WEBHOOK_SECRET;
  else process.env.STRIPE_WEBHOOK_SECRET = secrets;
  const { POST } = await import("../../../app/webhooks/stripe/route.ts");
  return async (secret: string) => {
    const body = JSON.stringify({ id: newEventId(), type: "invoice.paid" });
    const headers = { "stripe-signature": sign(body, { secret }) };
    const answer = await POST(
      new Request("http://localhost/webhooks/stripe", { method: "POST", body, headers }),
    );
    return `${answer.status} ${await answer.text()}`;
  };
}

beforeEach(() => vi.spyOn(process, "emitWarning").mockReturnValue());

it("W08: the old secret is good until it is removed from the list", async () => {
  const both = await startWith(`${OLD},${NEW}`);
  expect([await both(OLD), await both(NEW)]).toEqual(["503 not stored", "503 not stored"]);
  const one = await startWith(NEW);
  expect([await one(OLD), await one(NEW)]).toEqual(["400 bad signature", "503 not stored"]);
});

it("W09: without a secret nothing is believed: 503 until there is one", async () => {
  const send = await startWith(undefined);
  for (const secret of ["whsec_", "undefined", OLD])
    expect(await send(secret)).toBe("503 no webhook secret is set");
});

it.each(["", " ", "undefined", `${OLD},`, `${OLD}, ,${NEW}`])(
  "W09: the secret %j stops the start",
  async (secrets) => {
    vi.resetModules();
    useEnvironment({ STRIPE_WEBHOOK_SECRET: secrets });
    const { env } = await import("../../../server/platform/env.ts");
    expect(() => env()).toThrow(/STRIPE_WEBHOOK_SECRET/);
  },
);
