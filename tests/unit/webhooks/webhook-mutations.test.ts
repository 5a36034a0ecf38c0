import { createHash, createHmac } from "node:crypto";
import fc from "fast-check";
import { beforeAll, expect, it } from "vitest";
import { POST as post } from "../../../app/webhooks/stripe/route.ts";
import { verifyWebhook as verify } from "../../../server/stripe/webhook-signature.ts";
import { useEnvironment } from "../../support/database.ts";
import { readSeed } from "../../support/scale.ts";

const SECRET = "whsec_for_tests_only";
const RUNS = 50_000;
const MINUTE = 60;

const BODY = JSON.stringify({
  id: "evt_1Mutated",
  object: "event",
  type: "checkout.session.completed",
  livemode: false,
  data: {
    object: { id: "cs_test_1", object: "checkout.session", amount_total: 6500, name: "Zoë Ní Dhomhnaill" },
  },
});

beforeAll(async () => {
  // Nothing listens there: an event that were let in could not be stored and would be answered 503.
  useEnvironment({ DATABASE_URL: "postgresql://nobody@127.0.0.1:1/none", STRIPE_WEBHOOK_SECRET: SECRET });
});

type Delivery = { body: Buffer; header: string };

const now = () => Math.floor(Date.now() / 1_000);
const bytes = Buffer.from(BODY);
const hmac = (at: number | string, body: Buffer | string, secret = SECRET) =>
  createHmac("sha256", secret).update(`${at}.`).update(body).digest("hex");
const headerAt = (at: number, secret = SECRET) => `t=${at},v1=${hmac(at, bytes, secret)}`;

/** A signed delivery in which something is not as Stripe sent it. */
const mutation: fc.Arbitrary<() => Delivery> = fc.oneof(
  ...mutatedBodies(),
  ...mutatedHeaders(),
  ...otherSigners(),
  ...otherTimes(),
);

function mutatedBodies(): fc.Arbitrary<() => Delivery>[] {
  const place = fc.nat(bytes.length - 1);
  const signed = (change: (body: Buffer) => Buffer) => () => ({
    body: change(bytes),
    header: headerAt(now()),
  });
  const reserialised = [
    JSON.stringify(JSON.parse(BODY), null, 1),
    JSON.stringify(JSON.parse(BODY), null, "\t"),
    JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(BODY)).toReversed())),
    BODY.replaceAll("ë", "\\u00eb"),
    BODY.normalize("NFD"),
    BODY.replace('"id":"evt_1Mutated"', '"id":"evt_2","id":"evt_1Mutated"'),
  ];
  return [
    fc
      .tuple(place, fc.integer({ min: 1, max: 255 }))
      .map(([at, by]) =>
        signed((body) => Buffer.from(body.map((byte, index) => (index === at ? byte ^ by : byte)))),
      ),
    place.map((at) => signed((body) => Buffer.concat([body.subarray(0, at), body.subarray(at + 1)]))),
    place.map((at) => signed((body) => body.subarray(0, at))),
    fc
      .tuple(place, fc.nat(255))
      .map(([at, byte]) =>
        signed((body) => Buffer.concat([body.subarray(0, at), Buffer.of(byte), body.subarray(at)])),
      ),
    fc
      .constantFrom("\n", " ", "\r\n", "\0", "\uFEFF")
      .map((extra) => signed((body) => Buffer.concat([body, Buffer.from(extra)]))),
    fc
      .constantFrom("\n", " ", "\uFEFF")
      .map((extra) => signed((body) => Buffer.concat([Buffer.from(extra), body]))),
    fc.constantFrom(...reserialised).map((text) => signed(() => Buffer.from(text))),
  ];
}

function mutatedHeaders(): fc.Arbitrary<() => Delivery>[] {
  const changed = (change: (header: string) => string) => () => ({
    body: bytes,
    header: change(headerAt(now())),
  });
  const length = headerAt(now()).length;
  const hex = fc.integer({ min: length - 64, max: length - 1 });
  const other = fc.array(
    fc.string({ unit: fc.constantFrom(..."0123456789abcdef"), minLength: 64, maxLength: 64 }),
    {
      minLength: 1,
      maxLength: 5,
    },
  );
  return [
    fc.nat(length - 1).map((at) => changed((header) => header.slice(0, at))),
    fc.integer({ min: 1, max: length }).map((at) => changed((header) => header.slice(at))),
    fc
      .tuple(hex, fc.integer({ min: 1, max: 15 }))
      .map(([at, by]) =>
        changed(
          (header) =>
            header.slice(0, at) +
            ((Number.parseInt(header[at] ?? "0", 16) + by) % 16).toString(16) +
            header.slice(at + 1),
        ),
      ),
    fc
      .constantFrom("v0=", "v2=", "V1=", "v1 =", "v1", "v1==")
      .map((scheme) => changed((header) => header.replace("v1=", scheme))),
    // Several signatures, as while a secret is rolled, and none of them right.
    other.map((wrong) =>
      changed((header) => [header.split(",")[0], ...wrong.map((v1) => `v1=${v1}`)].join(",")),
    ),
    other.map((wrong) =>
      changed((header) => `${header.replace("v1=", "v0=")},${wrong.map((v1) => `v1=${v1}`).join(",")}`),
    ),
    fc
      .constantFrom(
        (header: string) => header.replaceAll(",", ";"),
        (header: string) => header.replace(/v1=.*/, (v1) => v1.toUpperCase()),
        (header: string) => header.replace(/t=\d+,/, ""),
        (header: string) => header.replace(/v1=.*/, "v1="),
        (header: string) => header.replace(/t=(\d+)/, "t=$1.0"),
        (header: string) => header.replace(/t=(\d+)/, "t=0$1"),
        (header: string) => header.replace(/t=(\d+)/, "t=-$1"),
        (header: string) => `"${header}"`,
      )
      .map(changed),
    fc.string().map((text) => changed(() => text.replace(/[^ -~]/g, "?"))),
  ];
}

function otherSigners(): fc.Arbitrary<() => Delivery>[] {
  const by = (sign: (at: number) => string) => () => {
    const at = now();
    return { body: bytes, header: `t=${at},v1=${sign(at)}` };
  };
  const secrets = [
    "",
    "undefined",
    "whsec_",
    SECRET.slice(6),
    `${SECRET} `,
    SECRET.toUpperCase(),
    `${SECRET},${SECRET}`,
  ];
  return [
    fc.constantFrom(...secrets).map((secret) => by((at) => hmac(at, bytes, secret))),
    fc
      .string({ minLength: 1 })
      .filter((text) => text !== SECRET)
      .map((secret) => by((at) => hmac(at, bytes, secret))),
    fc
      .constantFrom(
        () => createHmac("sha256", SECRET).update(bytes).digest("hex"),
        (at: number) => createHash("sha256").update(`${at}.${BODY}`).digest("hex"),
        (at: number) => createHmac("sha512", SECRET).update(`${at}.${BODY}`).digest("hex").slice(0, 64),
        (at: number) => createHmac("sha256", SECRET).update(`${at}.${BODY}`).digest("base64"),
        (at: number) => hmac(`${at}.`, bytes),
      )
      .map(by),
  ];
}

function otherTimes(): fc.Arbitrary<() => Delivery>[] {
  const days = 30 * 24 * 60 * MINUTE;
  // Rightly signed, but long ago or not yet; 5 seconds of room for a slow machine.
  const away = fc.oneof(fc.integer({ min: -days, max: -301 }), fc.integer({ min: 306, max: days }));
  return [
    away.map((by) => () => ({ body: bytes, header: headerAt(now() + by) })),
    // The time of now with the signature of another time.
    fc
      .integer({ min: -days, max: days })
      .filter((by) => by !== 0)
      .map((by) => () => {
        const [, v1] = headerAt(now() + by).split(",");
        return { body: bytes, header: `t=${now()},${v1}` };
      }),
    // Two times, of which a reader may take the first and another the last.
    fc.tuple(away, fc.boolean()).map(([by, isFirst]) => () => {
      const [t, v1] = headerAt(now() + by).split(",");
      return { body: bytes, header: isFirst ? `t=${now()},${t},${v1}` : `${t},t=${now()},${v1}` };
    }),
  ];
}

it("the webhook lets in what Stripe signed, also next to signatures of another secret", () => {
  expect(verify(BODY, headerAt(now()))?.id).toBe("evt_1Mutated");
  expect(verify(BODY, `${headerAt(now(), "whsec_older")},v1=${hmac(now(), bytes)}`)?.id).toBe("evt_1Mutated");
});

it(`the webhook lets in none of ${RUNS} mutated deliveries`, { timeout: 120_000 }, async () => {
  const seed = readSeed();
  await fc.assert(
    fc.asyncProperty(mutation, async (mutate) => {
      const { body, header } = mutate();
      const answer = await post(
        new Request("http://localhost/webhooks/stripe", {
          method: "POST",
          body: new Uint8Array(body),
          headers: { "stripe-signature": header },
        }),
      );
      expect(answer.status, `${header} over ${body.length} bytes`).toBe(400);
    }),
    { numRuns: RUNS, seed },
  );
  console.log(`${RUNS} mutated signatures, 0 let in (seed ${seed})`);
});
