import { ACCOUNT_ID } from "../objects.ts";
import { endpoint, many, one } from "../protocol/endpoint.ts";
import { noSuch } from "../protocol/errors.ts";
import { listEndpoint, listOf, paging } from "../protocol/list.ts";
import { object, optional, text } from "../protocol/params.ts";
import type { Work } from "../work.ts";

/** All money that ever moved, by currency: pending until it would be paid out. */
function balanceOf({ store, now }: Work) {
  const sums = new Map<string, { available: number; pending: number }>([
    ["eur", { available: 0, pending: 0 }],
  ]);
  for (const entry of store.balanceTransactions.oldestFirst()) {
    const sum = sums.get(entry.currency) ?? { available: 0, pending: 0 };
    sum[entry.available_on <= now ? "available" : "pending"] += entry.net;
    sums.set(entry.currency, sum);
  }
  const side = (which: "available" | "pending") =>
    [...sums].map(([currency, sum]) => ({
      amount: sum[which],
      currency,
      source_types: { card: sum[which] },
    }));
  const connect_reserved = [...sums.keys()].map((currency) => ({ amount: 0, currency }));
  return {
    object: "balance",
    available: side("available"),
    connect_reserved,
    livemode: false,
    pending: side("pending"),
  };
}

const account = {
  id: ACCOUNT_ID,
  object: "account",
  business_profile: { name: "Latchkey sandbox", url: null },
  business_type: null,
  capabilities: { card_payments: "active", transfers: "active" },
  charges_enabled: true,
  country: "DE",
  default_currency: "eur",
  details_submitted: true,
  email: null,
  metadata: {},
  payouts_enabled: true,
  settings: { dashboard: { display_name: "Latchkey sandbox", timezone: "Etc/UTC" } },
  type: "standard",
};

/** The account's own things: what a key doctor looks at, and what the shop's keys should not be able to see. */
export const accountEndpoints = [
  endpoint("GET /v1/account", one("account"), object({}), () => account),
  endpoint("GET /v1/balance", one("balance"), object({}), balanceOf),
  endpoint("GET /v1/payouts", many("payout"), object(paging), () => listOf("/v1/payouts", [])),
  endpoint("GET /v1/balance_transactions/:id", one("balance_transaction"), object({}), (work, _, id) => {
    const found = work.store.balanceTransactions.get(id);
    if (!found) throw noSuch("balance transaction", id);
    return found;
  }),
  listEndpoint("GET /v1/balance_transactions", "balance_transaction", (store) => store.balanceTransactions, {
    filters: { currency: optional(text()), source: optional(text()), type: optional(text()) },
  }),
];
