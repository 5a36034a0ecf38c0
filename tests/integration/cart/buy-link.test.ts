import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { GET } from "../../../app/(shop)/buy/[...lines]/route.ts";
import { getCart } from "../../../server/cart/cart-cookie.ts";
import { getDetails } from "../../../server/cart/details-cookie.ts";
import { browser } from "../../support/browser.ts";
import { makeDiscount } from "../../support/make-discount.ts";
import { makeVariant, openTestShop, type TestShop } from "../../support/test-shop.ts";

let testShop: TestShop;
beforeAll(async () => {
  testShop = await openTestShop();
});
afterAll(() => testShop.close());
beforeEach(() => browser.forget());

const follow = async (path: string, headers: Record<string, string> = {}) => {
  const answer = await GET(new Request(`http://another.test${path}`, { headers }));
  return { status: answer.status, to: answer.headers.get("location") };
};
const inCart = async () => (await getCart())?.lines.map(({ variantId, quantity }) => [variantId, quantity]);

async function makeSku(changes: { status?: string; onHand?: number } = {}) {
  const id = await makeVariant(testShop, { onHand: changes.onHand ?? 10 });
  const sku = `SKU-${randomUUID()}`;
  await testShop.sql("UPDATE variants SET sku = $2 WHERE id = $1", [id, sku]);
  await testShop.sql(
    'UPDATE products SET status = $2::"ProductStatus" WHERE id = (SELECT product_id FROM variants WHERE id = $1)',
    [id, changes.status ?? "active"],
  );
  return { id, sku };
}

const CART = "http://localhost:3000/cart";

describe("17.4 a shopper follows a link that fills the cart", () => {
  it("and finds what it names there, by SKU or id, with its discount code", async () => {
    const [mug, tray] = [await makeSku(), await makeSku({ status: "unlisted" })];
    const code = "BUYLINK";
    await makeDiscount(testShop, { code });
    expect(await follow(`/buy/${mug.sku}:2,${tray.id}?code=${code}`)).toEqual({
      status: 303,
      to: `${CART}?added=1`,
    });
    expect(await inCart()).toEqual([
      [mug.id, 2],
      [tray.id, 1],
    ]);
    // As it costs today: nothing of it has changed since the shopper saw it.
    expect((await getCart())?.lines[0]?.seenMinor).toBe(2_400n);
    expect((await getDetails())?.codes).toEqual([code]);
  });

  it("twice, and has it once; what was in the cart stays", async () => {
    const [mug, tray] = [await makeSku(), await makeSku()];
    await follow(`/buy/${tray.sku}`);
    for (let times = 0; times < 2; times += 1) await follow(`/buy/${mug.sku}:3`);
    expect(await inCart()).toEqual([
      [tray.id, 1],
      [mug.id, 3],
    ]);
  });

  it.each(["draft", "archived"])(
    "and reads that not all of it is sold: a product that is %s",
    async (status) => {
      const [mug, kept] = [await makeSku(), await makeSku({ status })];
      expect((await follow(`/buy/${mug.sku},${kept.sku},${kept.id}`)).to).toBe(`${CART}?problem=link_gone`);
      expect(await inCart()).toEqual([[mug.id, 1]]);
    },
  );

  it("and reads that the link is not complete", async () => {
    expect((await follow("/buy/%E0%A4%A")).to).toBe(`${CART}?problem=link_invalid`);
    expect(await inCart()).toBeUndefined();
  });

  it("and reads that a cart holds no more", async () => {
    const many = await Promise.all(Array.from({ length: 50 }, () => makeSku()));
    await follow(`/buy/${many.map(({ sku }) => sku).join(",")}`);
    const one = await makeSku();
    expect((await follow(`/buy/${one.sku}`)).to).toBe(`${CART}?problem=full`);
    expect(await inCart()).toHaveLength(50);
  });

  it("only by a click: what a browser loads ahead changes no cart", async () => {
    const mug = await makeSku();
    expect((await follow(`/buy/${mug.sku}`, { "sec-purpose": "prefetch;prerender" })).status).toBe(503);
    expect(await inCart()).toBeUndefined();
  });
});
