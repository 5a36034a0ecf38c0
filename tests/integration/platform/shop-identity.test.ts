import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { keepIdentity, readIdentity, takeNewSecret } from "../../../scripts/shop-identity.ts";
import { env } from "../../../server/platform/env.ts";
import { shopId } from "../../../server/platform/reference.ts";
import { metadataOf, orderOfMetadata } from "../../../server/stripe/facts.ts";
import { openTestShop, type TestShop } from "../../support/test-shop.ts";

const ORDER = "0190a1b2-0000-7000-8000-000000000001";
const [FORMER, LATER] = ["the-former-secret-that-is-long-enough", "the-later-secret-that-is-long-enough!"];
let testShop: TestShop;
let client: pg.Client;

beforeAll(async () => {
  testShop = await openTestShop();
  client = new pg.Client(env().DATABASE_URL);
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await testShop.close();
});

it("R-P7 payments are told by the shop's id, which outlives its secret and is what Stripe has on record", async () => {
  const configuration = env();
  const { APP_SECRET } = configuration;
  configuration.APP_SECRET = FORMER;
  const metadata = metadataOf(ORDER);
  await keepIdentity(client, FORMER);
  await keepIdentity(client, LATER);
  const id = await readIdentity(client, FORMER);
  expect(id).toBe(shopId());
  await expect(readIdentity(client, LATER)).rejects.toThrow("another APP_SECRET");
  await takeNewSecret(client, LATER);
  expect(await readIdentity(client, LATER)).toBe(id);
  await expect(readIdentity(client, FORMER)).rejects.toThrow("another APP_SECRET");
  Object.assign(configuration, { APP_SECRET: LATER, SHOP_ID: id });
  expect(orderOfMetadata(metadata)).toBe(ORDER);
  Object.assign(configuration, { SHOP_ID: undefined });
  expect(orderOfMetadata(metadata)).toBeNull();
  configuration.APP_SECRET = APP_SECRET;
});
