import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { closeDb, db } from "@/server/platform/db";
import { settings } from "@/server/platform/settings/settings";
import { getSettings } from "@/server/settings/get-settings";
import { buyerOf, checkVatId } from "@/server/tax/check-vat-id";
import { tryTax } from "@/server/tax/get-tax";
import { confirmRates } from "@/server/tax/save-rates";
import { saveTaxSettings } from "@/server/tax/save-tax";
import { useDatabase, useEnvironment } from "../../support/database.ts";
import { signInAs } from "../accounts/admin-browser.ts";

const GOOD = "ATU13585627";
const CART = {
  amount: "123.00",
  taxClass: "standard",
  shipping: "",
  country: "AT",
  postalCode: "",
  vatId: GOOD,
} as const;

type Answer = { status: number; body: unknown } | "silence";
const asked: unknown[] = [];
let answer: Answer;
/** A server of our own in the place of VIES. */
const vies = createServer((request, response) => {
  let text = "";
  request.on("data", (chunk) => {
    text += chunk;
  });
  request.on("end", () => {
    asked.push({ path: request.url, method: request.method, ...JSON.parse(text) });
    if (answer === "silence") return;
    response.writeHead(answer.status, { "content-type": "application/json" });
    response.end(typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body));
  });
});
const says = (valid: boolean): Answer => ({
  status: 200,
  body: { countryCode: "AT", vatNumber: "U13585627", valid, requestIdentifier: "WAPIAAAAX1", name: "---" },
});

beforeAll(async () => {
  await new Promise<void>((listening) => vies.listen(0, "127.0.0.1", listening));
  useEnvironment({ VIES_URL: `http://127.0.0.1:${(vies.address() as AddressInfo).port}/rest-api/` });
  await useDatabase();
  await signInAs("owner");
  await confirmRates(["IE", "AT"]);
  await save({ isViesOn: "on" });
});
afterAll(async () => {
  vies.closeAllConnections();
  vies.close();
  await closeDb();
});
beforeEach(async () => {
  asked.length = 0;
  await db().vatIdCheck.deleteMany();
});

async function save(typed: Record<string, string>) {
  const { version } = await getSettings("tax");
  await saveTaxSettings({ homeCountry: "IE", vatId: "IE6433435F", ...typed }, version);
}
const state = async (typed = GOOD) => (await buyerOf(typed, settings("tax"))).vatIdState;

it("a valid VAT id of another member state is sold to without VAT, and the proof is stored", async () => {
  answer = says(true);
  expect(await tryTax(CART)).toMatchObject({ totalMinor: 12_300n, vatId: { state: "unchecked" } });
  expect(await checkVatId("at u13585627")).toMatchObject({ state: "valid", consultation: "WAPIAAAAX1" });
  expect(asked).toEqual([
    {
      ...{ path: "/rest-api/check-vat-number", method: "POST", countryCode: "AT", vatNumber: "U13585627" },
      ...{ requesterMemberStateCode: "IE", requesterNumber: "6433435F" },
    },
  ]);
  expect(await db().vatIdCheck.findFirstOrThrow()).toMatchObject({
    ...{ vatId: GOOD, requester: "IE6433435F", state: "valid", consultation: "WAPIAAAAX1" },
  });
  expect(await tryTax(CART)).toMatchObject({
    totalMinor: 10_000n,
    lines: [{ reason: "intra_community_supply", taxMinor: 0n, offMinor: 2_300n }],
    vatId: { state: "valid", consultation: "WAPIAAAAX1" },
  });
});

it("an answer holds for a day: VIES is not asked again, unless an admin wants it so", async () => {
  answer = says(true);
  await checkVatId(GOOD);
  await checkVatId(GOOD);
  expect(asked).toHaveLength(1);
  answer = says(false);
  expect(await checkVatId(GOOD, true)).toMatchObject({ state: "invalid" });
  expect(await state()).toBe("invalid");
  await db().vatIdCheck.updateMany({
    data: { state: "valid", checkedAt: new Date(Date.now() - 25 * 3_600_000) },
  });
  expect(await state()).toBe("unchecked");
});

it.each<[string, Answer]>([
  [
    "an error of a member state",
    { status: 500, body: { actionSucceed: false, errorWrappers: [{ error: "MS_UNAVAILABLE" }] } },
  ],
  ["an answer that does not say it", { status: 200, body: { actionSucceed: false } }],
  ["a page that is no JSON", { status: 200, body: "<html>" }],
  ["a word in the place of yes", { status: 200, body: { valid: "true" } }],
  ["no answer in time", "silence"],
])(
  "after %s VAT is charged",
  async (_, given) => {
    answer = given;
    expect(await checkVatId(GOOD)).toMatchObject({ state: "unavailable", consultation: null });
    expect(await state()).toBe("unchecked");
    expect(await tryTax(CART)).toMatchObject({ totalMinor: 12_300n, lines: [{ reason: "standard" }] });
  },
  20_000,
);

it("VIES is asked about nothing that is no VAT id of another member state", async () => {
  for (const [typed, fault] of [
    ["IE6433435F", "own"],
    ["GB123456789", "foreign"],
    ["ATU13585628", "format"],
  ] as const)
    expect(await checkVatId(typed)).toEqual({ fault });
  expect(asked).toEqual([]);
});

it("the check is off until the merchant switches it on, and a stored answer frees nothing then", async () => {
  answer = says(true);
  await checkVatId(GOOD);
  await save({});
  expect(await checkVatId(GOOD)).toEqual({ fault: "off" });
  expect(await state()).toBe("unchecked");
  expect(asked).toHaveLength(1);
  await save({ isViesOn: "on" });
});

it("many shoppers at once do not make the shop ask without end", async () => {
  await db().vatIdCheck.createMany({
    data: Array.from({ length: 30 }, () => ({ vatId: "BE0428759497", requester: "", state: "invalid" })),
  });
  answer = says(true);
  expect(await checkVatId(GOOD)).toMatchObject({ state: "unavailable" });
  expect(asked).toEqual([]);
});
