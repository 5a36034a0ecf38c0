import type { Balance } from "../objects/stripe-objects.ts";
import type { Store } from "../store/store.ts";

/** All money that ever moved, by currency: pending until it could be paid out. */
export function balanceOf(store: Store): Balance {
  const sums = new Map([["eur", { available: 0, pending: 0 }]]);
  for (const [key, net] of store.balanceTransactions.sums) {
    const [currency = "", status] = key.split(" ");
    const sum = sums.get(currency) ?? { available: 0, pending: 0 };
    sum[status === "pending" ? "pending" : "available"] += net;
    sums.set(currency, sum);
  }
  const side = (which: "available" | "pending") =>
    [...sums].map(([currency, sum]) => ({
      amount: sum[which],
      currency,
      source_types: { card: sum[which] },
    }));
  return {
    object: "balance",
    available: side("available"),
    connect_reserved: [...sums.keys()].map((currency) => ({ amount: 0, currency })),
    livemode: false,
    pending: side("pending"),
  };
}

/** Minor units of a currency that could be paid out now. */
export const availableIn = (store: Store, currency: string): number =>
  balanceOf(store).available.find((side) => side.currency === currency)?.amount ?? 0;
