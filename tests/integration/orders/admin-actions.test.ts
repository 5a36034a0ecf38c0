import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { signOut } from "@/app/admin/(signed-in)/actions";
import { checkNow, refund } from "@/app/admin/(signed-in)/orders/[id]/actions";
import { checkRecords } from "@/app/admin/(signed-in)/reconciliation/actions";
import { decideEvent } from "@/app/admin/(signed-in)/webhooks/actions";
import { signIn } from "@/app/admin/sign-in/actions";
import type { Role } from "@/domain/accounts/roles";
import { closeDb, pool } from "@/server/platform/db";
import { closeQueue } from "@/server/platform/queue";
import { browser } from "../../support/browser.ts";
import { useDatabase, useEnvironment } from "../../support/database.ts";
import { makeAdmin, PASSWORD, signInAs } from "../accounts/admin-browser.ts";
import { seedOrders } from "./admin-orders.ts";

const INVALID = "Something in this form is missing or not valid. Check it and try again.";
const FOREIGN = "This form was not sent from a page of this shop. Load the page again and retry.";

let orderId: string;

beforeAll(async () => {
  useEnvironment();
  await useDatabase();
});
afterAll(async () => {
  await closeQueue();
  await closeDb();
});
beforeEach(async () => {
  browser.forget();
  browser.sent.set("sec-fetch-site", "same-origin");
  const [order] = await seedOrders([{ capturedMinor: 6100 }]);
  orderId = order?.id ?? "";
});

const as = async (role: Role) => signInAs(role);

function form(fields: Record<string, string> = {}): FormData {
  const data = new FormData();
  const all = {
    orderId,
    requestId: randomUUID(),
    amount: "12",
    reason: "",
    note: "",
    step: "review",
    ...fields,
  };
  for (const [name, value] of Object.entries(all)) data.set(name, value);
  return data;
}

const countRefunds = async () =>
  Number((await pool().query("SELECT count(*) FROM refunds WHERE order_id = $1", [orderId])).rows[0].count);

const credentials = (email: string, password: string, next: string) => {
  const data = new FormData();
  for (const [name, value] of Object.entries({ email, password, next })) data.set(name, value);
  return data;
};

/** What Next.js throws to send the browser elsewhere. */
const redirectTo = (path: string) =>
  expect.objectContaining({ digest: expect.stringContaining(`;${path};`) });

describe("a refund", () => {
  it("says what it will do to money, does nothing yet, and then does it once", async () => {
    await as("manager");
    const first = form({ amount: "12,00", note: "chipped" });
    const review = await refund(null, first);
    expect(review).toMatchObject({
      step: "confirm",
      promise: "Refund €12.00 of €61.00 to the original payment method",
    });
    expect(await countRefunds()).toBe(0);
    first.set("step", "confirm");
    const done = await Promise.all([refund(review, first), refund(review, first)]);
    expect(done.map((state) => state?.step)).toEqual(["done", "done"]);
    expect(await countRefunds()).toBe(1);
    const { rows } = await pool().query(
      "SELECT amount_minor, note, requested_by, state FROM refunds WHERE order_id = $1",
      [orderId],
    );
    expect(rows[0]).toEqual({
      amount_minor: 1200n,
      note: "chipped",
      requested_by: "The manager",
      state: "requested",
    });
    expect(await refund(null, form({ amount: "49.00" }))).toMatchObject({
      promise: "Refund €49.00 of €61.00, all that is left, to the original payment method",
    });
  });

  it("says when it is everything", async () => {
    await as("owner");
    expect(await refund(null, form({ amount: "61.00" }))).toMatchObject({
      promise: "Refund all of €61.00 to the original payment method",
    });
  });

  it.each([
    ["61.01", "That is more than can be refunded: €61.00."],
    ["0", "Enter an amount above zero."],
    ["-5", '"-5" is not an amount such as 12.50.'],
    ["1e3", '"1e3" is not an amount such as 12.50.'],
    ["1.2345", '"1.2345" has more decimals than EUR takes.'],
    ["1,234.00", "That is more than can be refunded: €61.00."],
    [
      "1,000",
      '"1,000" can mean thousands or decimals. Enter it without a sign for thousands, such as 1000 or 1.00.',
    ],
    ["", "Choose items or shipping, or enter an amount."],
    ["NaN", '"NaN" is not an amount such as 12.50.'],
  ])("R-P5 refuses %j in place, at either step", async (amount, problem) => {
    await as("owner");
    expect(await refund(null, form({ amount }))).toMatchObject({ step: "edit", problem });
    expect(await refund(null, form({ amount, step: "confirm" }))).toMatchObject({ step: "edit", problem });
    expect(await countRefunds()).toBe(0);
  });

  it.each([
    { orderId: "1042" },
    { orderId: "' OR 1=1" },
    { requestId: "" },
    { reason: "because" },
    { step: "now" },
    { note: "x".repeat(501) },
    { amount: "1".repeat(1_000_000) },
  ])("does not take a forged form: %o", async (fields) => {
    await as("owner");
    expect(await refund(null, form({ step: "confirm", ...fields }))).toEqual(
      expect.objectContaining({ problem: INVALID }),
    );
    expect(await countRefunds()).toBe(0);
  });

  it("is not for viewers, nor for nobody, nor for another site", async () => {
    await as("viewer");
    expect(await refund(null, form({ step: "confirm" }))).toMatchObject({
      step: "edit",
      problem: "Your role does not include refunds. Ask an owner.",
    });
    browser.jar.clear();
    const next = encodeURIComponent(`/admin/orders/${orderId}`);
    await expect(refund(null, form({ step: "confirm" }))).rejects.toEqual(
      redirectTo(`/admin/sign-in?next=${next}`),
    );
    await as("owner");
    for (const site of ["cross-site", "same-site", "none"]) {
      browser.sent.set("sec-fetch-site", site);
      expect(await refund(null, form({ step: "confirm" }))).toMatchObject({ step: "edit", problem: FOREIGN });
    }
    browser.sent = new Headers();
    expect(await refund(null, form({ step: "confirm" }))).toMatchObject({ step: "edit", problem: FOREIGN });
    expect(await checkNow(null, form())).toEqual({ kind: "refused", message: FOREIGN });
    await signOut();
    expect(browser.jar.has("latchkey.session_token"), "still signed in").toBe(true);
    const email = await makeAdmin("owner");
    expect(await signIn(null, credentials(email, PASSWORD, ""))).toEqual({ problem: FOREIGN, email: "" });
    expect(await countRefunds()).toBe(0);
  });
});

describe("the sign-in form", () => {
  it("leads to the page that was asked for, and nowhere else", async () => {
    const email = await makeAdmin("owner");
    await expect(signIn(null, credentials(email, PASSWORD, "/admin/emails"))).rejects.toEqual(
      redirectTo("/admin/emails"),
    );
    await expect(signIn(null, credentials(email, PASSWORD, "//evil.example"))).rejects.toEqual(
      redirectTo("/admin"),
    );
  });

  it("keeps the e-mail address, gives the reason in a sentence, and says how long to wait", async () => {
    const email = await makeAdmin("owner");
    const answer = await signIn(null, credentials(email, "wrong", ""));
    expect(answer).toEqual({
      problem: "The email address or the password is wrong. Try again.",
      email,
    });
    for (let attempt = 2; attempt <= 10; attempt += 1) await signIn(null, credentials(email, "wrong", ""));
    expect(await signIn(null, credentials(email, PASSWORD, ""))).toEqual({
      problem: expect.stringMatching(/^Wait (a second|\d+ seconds), then try again/),
      email,
    });
    expect(await signIn(null, new FormData())).toEqual({ problem: "Fill in both fields.", email: "" });
  });

  it("signs out", async () => {
    await as("owner");
    await expect(signOut()).rejects.toEqual(redirectTo("/admin/sign-in"));
    expect(browser.jar.has("latchkey.session_token")).toBe(false);
  });
});

describe("W8 a viewer", () => {
  it("W8 starts nothing: no check with Stripe, no check of the records, no event again", async () => {
    await as("viewer");
    const refused = { kind: "refused", message: "Your role does not include this. Ask an owner." };
    expect(await checkNow(null, form())).toEqual(refused);
    expect(await checkRecords(null, new FormData())).toEqual(refused);
    const event = new FormData();
    event.set("eventId", "evt_1");
    event.set("what", "retry");
    expect(await decideEvent(null, event)).toEqual(refused);
    const { rows } = await pool().query("SELECT 1 FROM pg_namespace WHERE nspname = 'pgboss'");
    expect(rows, "a queue was opened for a job").toEqual([]);
  });
});

describe("an owner", () => {
  it("asks for a check, and one that a worker begins at once ends the wait", async () => {
    await as("owner");
    const state = await checkRecords(null, new FormData());
    const { rows } = await pool().query<{ at: number }>(
      "SELECT extract(epoch FROM created_on)::float * 1000 AS at FROM pgboss.job WHERE name = 'check-records'",
    );
    // The page waits for a check that began after the request.
    if (state?.kind !== "requested") throw new Error(`it was ${state?.kind}`);
    expect(state.at).toBeLessThanOrEqual(rows[0]?.at ?? 0);
  });
});
