import { describe, expect, it, vi } from "vitest";
import { getProduct } from "../../../server/catalog/read/get-product.ts";
import { announceAvailability } from "../../../server/page-cache/announce-changes.ts";
import { db, transaction } from "../../../server/platform/db.ts";
import { announce, listen, MUG, useCatalog } from "../../support/page-cache-fixture.ts";

useCatalog();

const variantOf = async (slug: string) => {
  const variant = (await getProduct("clay-mug"))?.variants.find((one) => one.slug === slug);
  if (!variant) throw new Error("no variant");
  return variant;
};

describe("a change of the catalog", () => {
  it("of stock is announced only when it makes or ends a sale", async () => {
    const { id: variantId } = await variantOf("blue-small");
    const heard = await listen();
    await announceAvailability([{ variantId, availableBefore: 4, availableAfter: 1 }], db());
    await announceAvailability([{ variantId, availableBefore: 0, availableAfter: 0 }], db());
    await announceAvailability([], db());
    await announceAvailability([{ variantId, availableBefore: 1, availableAfter: 0 }], db());
    await vi.waitFor(() => expect(heard).toEqual([MUG]), 120_000);
    await announceAvailability([{ variantId, availableBefore: 0, availableAfter: 2 }], db());
    await vi.waitFor(() => expect(heard).toEqual([MUG, MUG]), 120_000);
  });

  it("of stock goes out with the transaction, or not at all", async () => {
    const { id: variantId } = await variantOf("blue-small");
    const heard = await listen();
    const change = [{ variantId, availableBefore: 1, availableAfter: 0 }];
    await expect(
      transaction(async (tx) => {
        await announceAvailability(change, tx);
        throw new Error("rolled back");
      }),
    ).rejects.toThrow("rolled back");
    await transaction((tx) => announceAvailability(change, tx));
    await announce(["oak-lamp"]);
    expect(heard.flat().filter((path) => path === "/products/clay-mug")).toHaveLength(1);
  });
});
